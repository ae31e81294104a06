"""The page: a header, and below it what one can do here. Each tab is a module with `build`."""

from typing import TYPE_CHECKING

import gradio as gr

from dateline.assistant.web import ask
from dateline.assistant.web.parts import own

if TYPE_CHECKING:
    from dateline.assistant import Assistant


def build(assistant: "Assistant") -> gr.Blocks:
    """The page over an assistant. Queued: sixty-four may wait, forty are answered at once."""
    blocks = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with blocks:
        own("header", script="theme.js")
        ask.build(assistant, blocks)
        own("archive", script="archive.js")
        own("history", script="history.js")
    blocks.queue(max_size=64, default_concurrency_limit=8, api_open=False)
    return blocks


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with fonts that every system has; `page.css` does the rest."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
