"""The page: a header, and below it what one can do here. Each tab is a module with `build`."""

from typing import TYPE_CHECKING

import gradio as gr

from dateline.assistant.web import ask
from dateline.assistant.web.parts import own
from dateline.assistant.web.programs import client
from dateline.assistant.web.programs.limits import AT_ONCE

if TYPE_CHECKING:
    from dateline.assistant import Assistant


def build(
    assistant: "Assistant", *, read_only: bool = False, evaluated: bool = False, signing_out: bool = False
) -> gr.Blocks:
    """The page over an assistant, with an Eval tab where there is an eval set.

    Queued: sixty-four may wait, forty are answered at once. `signing_out`: with a link to that.
    """
    blocks = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with blocks:
        # First, so that the name of its endpoint is still free.
        client.build(assistant, at_once=AT_ONCE)
        own("header", script="theme.js", value={"signing_out": signing_out})
        may = {"rate": not read_only, "draft": evaluated and not read_only, "eval": evaluated}
        ask.build(assistant, blocks, may=may)
        own("archive", script="archive.js")
        own("history", script="history.js")
        if evaluated:
            own("eval", script="eval.js")
    blocks.queue(max_size=64, default_concurrency_limit=8, api_open=False)
    return blocks


def theme() -> gr.themes.Base:
    """Gradio's plainest theme with fonts that every system has; `page.css` does the rest."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
