"""The web page: `build_app` gives it as an ASGI application, `serve` runs it. Importing it imports Gradio."""

import os

# Read by Gradio and its hub client when they are imported: nothing leaves the machine unasked.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from dateline.assistant.web.app import build_app
from dateline.assistant.web.serve import listen, serve

__all__ = ["build_app", "listen", "serve"]
