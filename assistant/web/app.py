"""The whole application: programs' routes, the page's own files, and Gradio beneath them."""

import os
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from dateline.assistant.web import adding, api, export, holdings, page, past
from dateline.assistant.web.guard import LOOPBACK, Guard
from dateline.assistant.web.parts import FILES
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
    assistant: "Assistant", *, local: bool = True, read_only: bool = False, root_path: str | None = None
) -> FastAPI:
    """The page and its API over an assistant, for any ASGI server.

    `local`: answer only to this machine's own names.
    `read_only`: refuse whatever changes the archive or the history, asking aside.
    `root_path`: the prefix a proxy puts before every address.
    """
    app = FastAPI(
        title="Dateline",
        description="Questions to an archive of news articles, answered with exact citations.",
        # FastAPI's own documentation pages load scripts from other hosts.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.include_router(api.routes(assistant), prefix="/api")
    app.include_router(export.routes(assistant), prefix="/api")
    writable = Writable(read_only=read_only)
    for own in (past, holdings, adding):
        app.include_router(own.routes(assistant, writable), prefix="/own")
    app.mount("/page", _Files(directory=os.fspath(FILES)), name="page")
    gr.mount_gradio_app(
        app,
        page.build(assistant),
        path="/",
        root_path=root_path,
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
    app.add_middleware(Guard, hosts=LOOPBACK if local else None)
    return app
