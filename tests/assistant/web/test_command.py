"""`dateline web` as a process of its own."""

import signal
import socket
import subprocess
import sys
from typing import Any

import httpx
import pytest

from dateline.assistant.web.door.people import People

COMMAND = [sys.executable, "-m", "dateline", "web", "--no-open"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=120)


def test_it_says_where_the_page_is_and_ends_soon_when_interrupted(archive: Any) -> None:
    command = [*COMMAND, "--archive", str(archive.folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    address = line.split()[3]
    assert line == f"Dateline is ready: {address} (stop with Ctrl-C)\n"
    assert "gradio" in httpx.get(address).text
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (out, process.returncode) == ("", 130)
    assert "Traceback" not in err


def test_other_machines_are_let_in_only_when_that_is_said(archive: Any) -> None:
    refused = run("--archive", str(archive.folder), "--host", "0.0.0.0")
    assert refused.returncode == 2
    assert "0.0.0.0 can be reached by other machines" in refused.stderr
    assert "--public" in refused.stderr


def test_a_taken_port_is_named(archive: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = run("--archive", str(archive.folder), "--port", port)
    assert refused.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in refused.stderr


def test_where_there_is_no_archive_it_says_how_to_make_one(tmp_path: Any) -> None:
    refused = run("--archive", str(tmp_path / "none"))
    assert refused.returncode == 2
    assert "dateline add" in refused.stderr


def test_gradio_is_imported_only_when_the_page_is_served() -> None:
    script = "import dateline.assistant.commands.web, sys; print('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "False\n"


def test_with_people_named_no_flag_is_needed_to_be_reached_and_it_says_what_crosses_the_network(
    archive: Any, people: dict[str, str]
) -> None:
    command = [*COMMAND, "--archive", str(archive.folder), "--port", "0", "--host", "0.0.0.0"]
    command += ["--auth", people["ann"]]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[3]
    named = {"Host": "news.example"}
    assert httpx.get(address, headers=named).headers["location"] == "signin"
    assert httpx.post(f"{address}api/search", json={"question": "x"}, headers=named).status_code == 401
    process.terminate()
    _, err = process.communicate(timeout=30)
    assert "Passwords cross the network as they are" in err


def test_a_proxys_name_and_prefix_are_taken(archive: Any) -> None:
    command = [*COMMAND, "--archive", str(archive.folder), "--port", "0"]
    command += ["--name", "news.example", "--root-path", "/archive/"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[3]
    named = {"Host": "news.example"}
    described = httpx.get(f"{address}openapi.json", headers=named).json()
    assert described["servers"] == [{"url": "/archive"}]
    assert "/archive/" in httpx.get(address, headers=named).text
    assert httpx.get(address, headers={"Host": "other.example"}).status_code == 403
    process.terminate()
    process.communicate(timeout=30)


def test_a_hash_is_made_from_the_password_that_is_asked_for() -> None:
    made = subprocess.run(
        [*COMMAND, "--hash", "ann"], input="correct horse\n", capture_output=True, text=True
    )
    assert made.returncode == 0
    assert made.stdout.startswith("ann:")
    assert People.read([made.stdout.strip()]).check("ann", "correct horse")
    assert "correct" not in made.stdout + made.stderr
    short = subprocess.run([*COMMAND, "--hash", "ann"], input="short\n", capture_output=True, text=True)
    assert (short.returncode, short.stdout) == (2, "")
    assert "take at least 8 characters" in short.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--auth", "ann:secret"], "neither NAME:HASH nor a file that can be read"),
        (["--root-path", "archive"], "--root-path is 'archive': it must begin with /"),
    ],
)
def test_what_cannot_be_used_is_said(archive: Any, options: list[str], told: str) -> None:
    refused = run("--archive", str(archive.folder), *options)
    assert refused.returncode == 2
    assert told in refused.stderr


def test_without_the_package_for_it_mcp_is_refused_with_a_remedy(archive: Any) -> None:
    script = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'mcp' else find(name, *more)\n"
        f"sys.argv = ['dateline', 'web', '--mcp', '--archive', {str(archive.folder)!r}]\n"
        "from dateline.__main__ import main; main()"
    )
    refused = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert refused.returncode == 2
    assert (
        "--mcp needs the package mcp, which is not installed: pip install 'dateline[mcp]'" in refused.stderr
    )
