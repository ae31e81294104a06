"""Dateline: questions to an archive of news articles, answered with exact citations.

>>> from dateline import Archive, Assistant
>>> archive = Archive("news")
>>> archive.add("articles/")
>>> Assistant(archive).ask("Who said that?").text
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.doors import Archive, Assistant

__all__ = ["Archive", "Assistant", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Lazy: `dateline --help` and a reader of `__version__` pay for no index and no assistant.
    if name in ("Archive", "Assistant"):
        from dateline import doors  # noqa: PLC0415

        return getattr(doors, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
