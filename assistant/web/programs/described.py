"""What programs can ask, as a page for people: drawn from OpenAPI, with no script and nothing from elsewhere."""

import json
import shlex
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response

from dateline.assistant.web.parts import FILES

if TYPE_CHECKING:
    import jinja2


class Field(NamedTuple):
    """A field of a request."""

    name: str
    required: bool
    about: str


class Endpoint(NamedTuple):
    """One thing that can be asked. `example` is a command that asks it, "" where the path has to be filled in."""

    method: str
    path: str
    summary: str
    fields: tuple[Field, ...]
    example: str


def install(app: FastAPI, *, mcp: bool) -> None:
    """Serve the page at `/docs`; `mcp`: say where the tools are."""

    @app.get("/docs", include_in_schema=False)
    def described(request: Request) -> Response:
        address = str(request.base_url).rstrip("/")
        found = endpoints(app.openapi(), address)
        return HTMLResponse(_template().render(endpoints=found, address=address, mcp=mcp))


def endpoints(openapi: dict[str, Any], address: str) -> list[Endpoint]:
    """All that an OpenAPI document describes, in its order, with commands for a server at `address`."""
    return [
        _endpoint(method, path, operation, openapi, address)
        for path, operations in openapi["paths"].items()
        for method, operation in operations.items()
    ]


def _endpoint(
    method: str, path: str, operation: dict[str, Any], openapi: dict[str, Any], address: str
) -> Endpoint:
    schema = _body(operation, openapi)
    required = schema.get("required", ())
    fields = [
        Field(name, name in required, _about(told)) for name, told in schema.get("properties", {}).items()
    ]
    # What a question must have comes first.
    fields.sort(key=lambda field: not field.required)
    examples = schema.get("examples", [])
    example = _command(f"{address}{path}", examples[0] if examples else None)
    return Endpoint(
        method.upper(), path, operation.get("summary", ""), tuple(fields), "" if "{" in path else example
    )


def _body(operation: dict[str, Any], openapi: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    named = content.get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = openapi.get("components", {}).get("schemas", {}).get(named, {})
    return found


def _about(told: dict[str, Any]) -> str:
    default = told.get("default")
    said = str(told.get("description", ""))
    return f"{said} ({json.dumps(default)})" if said and isinstance(default, int) else said


def _command(address: str, body: dict[str, Any] | None) -> str:
    if body is None:
        return f"curl -s {address}"
    told = shlex.quote(json.dumps(body, ensure_ascii=False))
    return f"curl -s {address} -H 'content-type: application/json' \\\n  -d {told}"


@cache
def _template() -> "jinja2.Template":
    import jinja2  # noqa: PLC0415  only where somebody reads it

    return jinja2.Environment(autoescape=True).from_string((FILES / "programs.html").read_text("utf-8"))
