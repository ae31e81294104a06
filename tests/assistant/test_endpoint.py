import threading
from collections.abc import Generator

import pytest

from dateline.assistant.endpoint import Deadline, Endpoint, Failed, Reply
from dateline.assistant.faults import Fault
from dateline.assistant.loops import loops
from dateline.assistant.models import endpoint_of
from dateline.assistant.settings import AssistantSettings

from .model_server import ModelServer, Says, model_server


def endpoint(server: ModelServer) -> Endpoint:
    return endpoint_of(AssistantSettings(llm_base_url=server.url, llm_model="scripted"))


def asked(endpoint: Endpoint, seconds: float = 10) -> Generator[str, None, None]:
    return endpoint.stream("You are brief.", "How long?", deadline=Deadline(seconds), reply=Reply())


def fault(server: ModelServer, seconds: float = 10) -> Fault:
    with pytest.raises(Failed) as failure:
        list(asked(endpoint(server), seconds))
    return failure.value.fault


def test_text_arrives_as_it_was_cut_with_what_it_cost() -> None:
    with model_server(Says("It is 412 m.", cut=5)) as server:
        reply = Reply()
        pieces = list(endpoint(server).stream("S", "U", deadline=Deadline(10), reply=reply))
    assert pieces == ["It is", " 412 ", "m."]
    assert (reply.finish, reply.input_tokens, reply.output_tokens) == ("stop", 100, 20)
    (request,) = server.requests
    assert request["stream"] is True
    assert (request["model"], request["temperature"], request["max_tokens"]) == ("scripted", 0.0, 700)
    assert [(each["role"], each["content"]) for each in request["messages"]] == [
        ("system", "S"),
        ("user", "U"),
    ]


def test_a_long_answer_leaves_room_for_evidence() -> None:
    settings = AssistantSettings(llm_base_url="http://127.0.0.1:1/v1", llm_model="m", llm_context=1200)
    assert endpoint_of(settings).most == 400


def test_the_address_is_told_without_its_password() -> None:
    settings = AssistantSettings(llm_base_url="http://me:pass@127.0.0.1:1/v1?key=k", llm_model="m")
    assert endpoint_of(settings).place == "the model endpoint http://127.0.0.1:1/v1"


@pytest.mark.parametrize(
    ("says", "kind", "again"),
    [
        (Says(status=401), "refused", False),
        (Says(status=403), "refused", False),
        (Says(status=404), "no-model", False),
        (Says(status=429), "busy", True),
        (Says(status=429, body={"message": "x", "code": "insufficient_quota"}), "busy", False),
        (Says(status=400, body={"message": "maximum context length is 9 tokens"}), "overflow", False),
        (Says(status=500), "broken", True),
        (Says(status=307, headers=(("Location", "http://127.0.0.1:1/"),)), "refused", False),
        (Says(lines=["data: {nonsense"]), "malformed", True),
        (Says("half", ends=False), "cut", True),
    ],
)
def test_each_fault_has_its_kind(says: Says, kind: str, again: bool) -> None:
    with model_server(says) as server:
        found = fault(server)
    assert (found.kind, found.again) == (kind, again)
    assert len(server.requests) == 1


def test_retry_after_is_read_where_it_is_a_number() -> None:
    with model_server(
        Says(status=429, headers=(("Retry-After", "7"),)),
        Says(status=503, headers=(("Retry-After", "soon"),)),
    ) as server:
        assert fault(server).after == 7
        assert fault(server).after is None


@pytest.mark.parametrize("says", [Says(silent=True), Says("It is 412 m.", pause_at=1)])
def test_a_silent_server_is_left_at_the_deadline(says: Says) -> None:
    with model_server(says) as server:
        ready = endpoint(server)
        with pytest.raises(Failed, match="in time"):
            list(asked(ready, 0.5))
        assert server.left.wait(10)


def test_closing_ends_the_request_and_its_thread() -> None:
    with model_server(Says("It is 412 m.", cut=2, pause_at=2)) as server:
        ready = endpoint(server)
        before = set(threading.enumerate())
        pieces = asked(ready, 60)
        assert next(pieces) == "It"
        (ours,) = [each for each in set(threading.enumerate()) - before if "(run)" in each.name]
        pieces.close()
        assert server.left.wait(2)
        ours.join(5)
        assert not ours.is_alive()


def pauses(says: Fault, tries: int, *, left: float = 60) -> list[float]:
    waited: list[float] = []
    ready = Endpoint(None, "m", "the model m", wait=waited.append)  # type: ignore[arg-type]
    ready.pause(tries, says, Deadline(left))
    return waited


def test_waits_grow_with_each_try_and_end_after_four() -> None:
    again = Fault("broken", "x", again=True)
    assert 0.2 <= pauses(again, 1)[0] <= 0.4
    assert 0.8 <= pauses(again, 3)[0] <= 1.6
    assert pauses(again, 4) == []
    assert pauses(Fault("refused", "x"), 1) == []


def test_no_wait_goes_past_the_deadline() -> None:
    assert pauses(Fault("busy", "x", again=True, after=30), 1, left=60) == [30]
    assert pauses(Fault("busy", "x", again=True, after=30), 1, left=20) == []


def test_three_times_the_same_is_a_loop() -> None:
    assert loops("Well. " + "It is 412 m long. " * 3)
    assert not loops("It is 412 m long. " * 2)
    assert not loops("|---|---|---|\n| a | b | c |")
    assert loops("ha " * 200)
    assert not loops("")
