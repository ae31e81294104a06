"""The form and the tokens, as a browser and a program meet them."""

import threading
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import pytest
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.assistant.web import refusal
from dateline.assistant.web.door.passes import Passes
from dateline.assistant.web.door.people import People
from dateline.assistant.web.door.signin import routes
from dateline.assistant.web.door.throttle import FREE, Throttle
from dateline.assistant.web.programs.limits import Turnstile

QUESTION = "How many free breakfasts were served at the Varn landing?"


@pytest.fixture
def client(people: dict[str, str]) -> Iterator[TestClient]:
    app = FastAPI()
    passes = Passes(b"s" * 32, People.read(people.values()))
    # However slow the machine is, no time goes by.
    app.include_router(routes(passes, path="/pre/", throttle=Throttle(lambda: 1.0)))
    with TestClient(app, base_url="https://news.example", follow_redirects=False) as client:
        yield client


def test_the_right_password_gives_a_cookie_that_no_script_and_no_other_site_can_use(
    client: TestClient,
) -> None:
    answer = client.post("/signin", data={"name": "ann", "password": "correct horse", "c": "talk-1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "./?c=talk-1")
    cookie = answer.headers["set-cookie"].lower()
    for word in ("httponly", "samesite=lax", "secure", "path=/pre/", "max-age=2592000"):
        assert word in cookie.split("; ")


def test_a_wrong_password_and_a_wrong_name_are_told_alike(client: TestClient) -> None:
    told = []
    for name in ("ann", "nobody"):
        answer = client.post("/signin", data={"name": name, "password": "wrong wrong"})
        assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)
        told.append(answer.text.replace(f'value="{name}"', ""))
    assert told[0] == told[1]
    assert "That name and password do not go together." in told[0]


def test_who_guesses_must_wait(client: TestClient) -> None:
    for _ in range(FREE):
        assert client.post("/api/token", json={"name": "ann", "password": "guess"}).status_code == 401
    answer = client.post("/api/token", json={"name": "ann", "password": "correct horse"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    form = client.post("/signin", data={"name": "ann", "password": "correct horse"})
    assert form.status_code == 429
    assert "Too many wrong tries: wait 1 s and try again." in form.text


class Waiting(People):
    """People whose passwords are all right, once `let` is set."""

    let = threading.Event()

    def check(self, name: str, password: str) -> bool:
        return self.let.wait(30)


def test_tries_wait_in_a_place_of_their_own_and_no_more_of_them_than_may(people: dict[str, str]) -> None:
    async def run() -> None:
        app, waiting, throttle = FastAPI(), Waiting.read(people.values()), Throttle(lambda: 1.0)
        refusal.install(app)
        turnstile = Turnstile(1, 1, told="Too many are signing in.")
        app.include_router(routes(Passes(b"s" * 32, waiting), throttle=throttle, turnstile=turnstile))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://news.example")
        told: list[int] = []

        async def one() -> None:
            told.append(
                (await client.post("/signin", data={"name": "ann", "password": "some words"})).status_code
            )

        async with client, anyio.create_task_group() as tasks:
            for _ in range(2):
                tasks.start_soon(one)
            while not turnstile._limiter.statistics().tasks_waiting:
                await anyio.sleep(0.01)
            # What answers everybody else has all its threads.
            assert current_default_thread_limiter().borrowed_tokens == 0
            for _ in range(FREE):
                form = await client.post("/signin", data={"name": "ann", "password": "some words"})
                assert (form.status_code, form.headers["retry-after"]) == (503, "2")
                assert "Too many are signing in." in form.text
            asked = await client.post("/api/token", json={"name": "ann", "password": "some words"})
            assert (asked.status_code, asked.json()) == (503, {"error": "Too many are signing in."})
            waiting.let.set()
        # None of those turned away was counted as a wrong try.
        assert told == [303, 303]
        assert throttle.attempt("name ann") == 0

    anyio.run(run)


@pytest.mark.parametrize("c", ["https://evil.example", "//evil.example", "a/../b", "a" * 65])
def test_the_form_leads_nowhere_else(client: TestClient, c: str) -> None:
    assert client.get("/signin", params={"c": c}).status_code == 422
    sent = client.post("/signin", data={"name": "ann", "password": "correct horse", "c": c})
    assert (sent.status_code, "set-cookie" in sent.headers) == (422, False)


def test_what_was_typed_is_shown_as_text(client: TestClient) -> None:
    answer = client.post("/signin", data={"name": '"><script>alert(1)</script>', "password": "x"})
    assert "<script" not in answer.text
    assert "&#34;&gt;&lt;script&gt;" in answer.text


def test_a_token_lets_a_program_in(guarded: str, tokens: dict[str, str]) -> None:
    headers = {"Authorization": f"Bearer {tokens['ann']}"}
    found = httpx.post(f"{guarded}api/search", json={"question": "Varn ferry"}, headers=headers, timeout=60)
    assert found.json()["hits"][0]["article"] == "family"


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_signing_in_and_out_in_a_browser(browser: Any, guarded: str, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{guarded}?c=unknown-talk")
    page.get_by_label("Name").fill("ann")
    page.get_by_label("Password").fill("wrong wrong")
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").inner_text() == "That name and password do not go together."
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{guarded}?c=unknown-talk")
    if scripts:
        page.wait_for_selector(".dl-ask[data-ready=true]", state="attached")
        page.get_by_role("link", name="Sign out").click()
    else:
        page.goto(f"{guarded}signout")
    assert page.get_by_text("Signed in as ann.").is_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{guarded}signin")
    page.goto(guarded)
    assert page.url == f"{guarded}signin"
    context.close()


@pytest.mark.browser
def test_the_page_shows_each_person_their_own(browser: Any, guarded: str, ask: Any) -> None:
    def signed_in(name: str, password: str, to: str = "") -> Any:
        page = browser.new_context().new_page()
        page.goto(guarded + to)
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector(".dl-ask[data-ready=true]", state="attached")
        return page

    page = signed_in("ann", "correct horse")
    assert "140 free breakfasts" in ask(page, QUESTION).inner_text()
    address = page.url.removeprefix(guarded)
    assert address.startswith("?c=")
    page.reload()
    page.locator(".dl-turn").wait_for()
    other = signed_in("bob", "battery staple", address)
    other.get_by_text("There is no conversation under this address").wait_for()
    assert other.locator(".dl-turn").count() == 0
    for each in (page, other):
        each.context.close()
