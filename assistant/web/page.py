"""The page: a header, and below it what one can do here. Each tab is a module with `build`."""

from typing import TYPE_CHECKING

import gradio as gr

from dateline.assistant.web import ask
from dateline.assistant.web.parts import own
from dateline.assistant.web.programs import client
from dateline.assistant.web.programs.limits import AT_ONCE

if TYPE_CHECKING:
    from dateline.assistant import Assistant


def build(assistant: "Assistant", *, signing_out: bool = False) -> gr.Blocks:
    """The page over an assistant. Queued: sixty-four may wait, forty are answered at once.

    `signing_out`: with a link to that.
    """
    blocks = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with blocks:
        # First, so that the name of its endpoint is still free.
        client.build(assistant, at_once=AT_ONCE)
        own("header", script="theme.js", value={"signing_out": signing_out})
        ask.build(assistant, blocks)
        own("archive", script="archive.js")
        own("history", script="history.js")
    blocks.queue(max_size=64, default_concurrency_limit=8, api_open=False)
    return blocks


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with fonts that every system has; `page.css` does the rest."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
