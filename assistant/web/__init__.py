"""The web page: `build_app` gives it as an ASGI application, `serve` runs it where `listen` listens."""

import os
from typing import TYPE_CHECKING, Any

from dateline.assistant.web.serve import listen, serve

if TYPE_CHECKING:
    from dateline.assistant.web.app import build_app

__all__ = ["build_app", "listen", "serve"]

# Read by Gradio and its hub client when they are imported: nothing leaves the machine unasked.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")


def __getattr__(name: str) -> Any:
    # Lazy: Gradio takes seconds to import, and a taken port is known without it.
    if name == "build_app":
        from dateline.assistant.web.app import build_app  # noqa: PLC0415

        return build_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
