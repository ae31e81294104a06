"""`dateline web` as a process of its own."""

import signal
import socket
import subprocess
import sys
import time
from typing import Any

import httpx

COMMAND = [sys.executable, "-m", "dateline", "web", "--no-open"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=60)


def test_it_says_where_the_page_is_and_ends_soon_when_interrupted(archive: Any) -> None:
    command = [*COMMAND, "--archive", str(archive.folder), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    address = line.split()[3]
    assert line == f"Dateline is ready: {address} (stop with Ctrl-C)\n"
    assert "gradio" in httpx.get(address).text
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert time.monotonic() - begun < 5
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
