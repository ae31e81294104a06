"""Parts of the page that our own script draws."""

from pathlib import Path
from typing import Any

import gradio as gr

FILES = Path(__file__).parent / "files"
"""Templates, scripts and styles, shipped with the package and served under `page/`."""

_MOUNT = (
    "import(new URL('page/{script}', document.baseURI))"
    ".then((part) => part.mount(element, {{ props, trigger, server, watch }}));"
)


def own(name: str, *, script: str, events: tuple[str, ...] = (), **more: Any) -> gr.HTML:
    """A part of the page drawn by our own script: `files/<name>.html`, never filled with data.

    The template is fixed and data goes in as a JSON value, which the script turns into text nodes:
    Gradio would run what stands in `${…}` or `{{…}}`, and cleans nothing.
    """
    return gr.HTML(
        html_template=(FILES / f"{name}.html").read_text("utf-8"),
        # Gradio makes a listener for each event name that is quoted in this text.
        js_on_load=f"{list(events)};" + _MOUNT.format(script=script),
        apply_default_css=False,
        elem_id=f"dateline-{name}",
        **more,
    )
