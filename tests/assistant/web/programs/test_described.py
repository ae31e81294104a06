"""The page that tells people what programs can ask."""

import json
import re
import subprocess
from html import unescape
from typing import Any

import httpx
import pytest


def told(address: str, **options: Any) -> str:
    answer = httpx.get(f"{address}docs", **options)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_every_endpoint_that_openapi_names_is_there_with_its_fields(address: str) -> None:
    page = told(address)
    openapi = httpx.get(f"{address}openapi.json").json()
    for path, operations in openapi["paths"].items():
        assert f"<code>{path}</code>" in page
        assert all(operation["summary"] in page for operation in operations.values())
    for field in ("question", "as_of", "within", "stream", "messages"):
        assert f"<dt><code>{field}</code></dt>" in page


def test_its_examples_work_as_they_stand(address: str) -> None:
    commands = re.findall(r"<pre[^>]*><code>(curl .*?)</code></pre>", told(address), re.DOTALL)
    assert [re.search(r"/(api|v1)/\S+", each)[0] for each in commands] == [  # type: ignore[index]
        "/api/ask",
        "/api/search",
        "/v1/models",
        "/v1/chat/completions",
    ]
    for command in commands:
        done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=True)
        assert "error" not in json.loads(done.stdout)


def test_it_is_shown_to_nobody_who_has_not_signed_in(guarded: str, tokens: dict[str, str]) -> None:
    assert httpx.get(f"{guarded}docs").status_code == 401
    page = told(guarded, headers={"Authorization": f"Bearer {tokens['ann']}"})
    assert "<code>/api/token</code>" in page


@pytest.mark.browser
@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}}])
def test_it_is_reached_from_the_help_and_is_read_by_everybody(
    visit: Any, address: str, options: dict[str, Any]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(**options)
    page.click(".dl-help")
    page.get_by_text("what programs can ask").click()
    page.wait_for_url(f"{address}docs")
    violations = Axe().run(page).response["violations"]
    assert [each["id"] for each in violations if each["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
