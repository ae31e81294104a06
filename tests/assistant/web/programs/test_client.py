"""Asking through Gradio's own client."""

from collections.abc import Iterator
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

QUESTION = "How many litres does the water tower of Klistan hold?"


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    client = Client(address, verbose=False, analytics_enabled=False)
    yield client
    client.close()


def test_it_gives_what_python_gives(client: Client, assistant: Any) -> None:
    answer = client.predict(QUESTION, since="2025-01-01", publishers=["Klistan Daily"], api_name="/ask")
    expected = assistant.ask(
        QUESTION, since="2025-01-01", publishers=["Klistan Daily"], remember=False
    ).to_dict()
    for name in ("text", "statements", "citations", "filters", "archive"):
        assert answer[name] == expected[name]


def test_it_is_the_only_endpoint_there_is(client: Client) -> None:
    told: Any = client.view_api(return_format="dict", print_info=False)
    assert list(told["named_endpoints"]) == ["/ask"]
    assert told["unnamed_endpoints"] == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"question": ""}, "question is empty."),
        ({"question": QUESTION, "as_of": "soon"}, "as_of is 'soon', which is not a day"),
    ],
)
def test_what_cannot_be_asked_is_said(client: Client, given: dict[str, str], told: str) -> None:
    with pytest.raises(AppError, match=told):
        client.predict(**given, api_name="/ask")
