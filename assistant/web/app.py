"""The whole application: programs' routes, the page's own files, and Gradio beneath them."""

import os
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI, Security
from fastapi.security import HTTPBearer
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from dateline.assistant.web import adding, evaluation, export, holdings, page, past, refusal
from dateline.assistant.web.door import signin
from dateline.assistant.web.door.entry import Door
from dateline.assistant.web.door.passes import Passes
from dateline.assistant.web.door.person import user_of
from dateline.assistant.web.guard import LOOPBACK, Guard
from dateline.assistant.web.parts import FILES
from dateline.assistant.web.programs import api, completions, described, tools
from dateline.assistant.web.programs.limits import BodyLimit, Turnstile
from dateline.assistant.web.writable import Writable

if TYPE_CHECKING:
    from dateline.assistant import Assistant


class _Files(StaticFiles):
    """The page's own files, looked at anew each time: a new release shows at once."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def build_app(
    assistant: "Assistant",
    *,
    local: bool = True,
    names: Iterable[str] = (),
    read_only: bool = False,
    root_path: str | None = None,
    passes: Passes | None = None,
    mcp: bool = False,
    evaluated: "evaluation.Evaluation | None" = None,
) -> FastAPI:
    """The page and its API over an assistant, for any ASGI server.

    `local`: answer only to this machine's own names, and to `names`.
    `read_only`: refuse whatever changes the archive or the history, asking aside.
    `root_path`: the prefix a proxy puts before every address.
    `passes`: let in only who has one, each to their own history; without them all share one.
    `mcp`: serve the tools for language models too.
    `evaluated`: the eval set that answers are made cases of, and its runs; without it there is no Eval tab.
    """
    # Whatever a route forgets to say, it sees nobody's own history.
    assistant = assistant.of("")
    app = FastAPI(
        title="Dateline",
        version=version("dateline"),
        description="Questions to an archive of news articles, answered with exact citations.",
        # FastAPI's own documentation pages load scripts from other hosts; ours is `described`.
        docs_url=None,
        redoc_url=None,
        servers=[{"url": root_path}] if root_path else None,
    )
    refusal.install(app)
    turnstile = Turnstile()
    token: list[Any] = [Security(HTTPBearer(auto_error=False))] if passes else []
    app.include_router(api.routes(assistant, turnstile), prefix="/api", dependencies=token)
    app.include_router(export.routes(assistant), prefix="/api", dependencies=token)
    app.include_router(completions.routes(assistant, turnstile), prefix="/v1", dependencies=token)
    writable = Writable(read_only=read_only)
    for own in (past, holdings, adding):
        app.include_router(own.routes(assistant, writable), prefix="/own")
    app.include_router(evaluation.routes(assistant, writable, evaluated), prefix="/own")
    described.install(app, mcp=mcp)
    if mcp:
        tools.install(app, assistant, turnstile)
    if passes:
        app.include_router(signin.routes(passes, path=f"{root_path or ''}/"))
    app.mount("/page", _Files(directory=os.fspath(FILES)), name="page")
    gr.mount_gradio_app(
        app,
        page.build(
            assistant, read_only=read_only, evaluated=evaluated is not None, signing_out=passes is not None
        ),
        path="/",
        root_path=root_path,
        auth_dependency=user_of if passes else None,
        theme=page.theme(),
        head=(FILES / "head.html").read_text("utf-8"),
        favicon_path=os.fspath(FILES / "favicon.svg"),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size="20mb",
        show_error=False,
    )
    app.add_middleware(BodyLimit)
    if passes:
        app.add_middleware(Door, passes=passes)
    # Where everybody must show a pass, a site that calls itself this machine has none to show.
    app.add_middleware(Guard, hosts=LOOPBACK.union(names) if local and not passes else None)
    return app
