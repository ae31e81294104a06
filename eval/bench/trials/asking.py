"""A process that asks in a loop and writes what it found, a line an answer, until its stdin ends.

`python -m dateline.eval.bench.trials.asking ARCHIVE WORD QUESTION…`
"""

import itertools
import json
import sys
import threading
import time

from dateline.assistant import Assistant
from dateline.index import Archive


def main() -> None:
    """Ask for the word, then one of the questions, and so on."""
    folder, word, *questions = sys.argv[1:]
    ended = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(ended,), daemon=True).start()
    with Archive(folder, create=False) as archive:
        assistant = Assistant(archive)
        for question in itertools.cycle(questions):
            if ended.is_set():
                break
            began = time.time()
            found = sorted({hit.article for hit in archive.search(word) if word in hit.text})
            print(json.dumps({"began": began, "found": found, "notices": archive.notices}), flush=True)
            assistant.ask(question)


def _wait_for_the_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


if __name__ == "__main__":
    main()
