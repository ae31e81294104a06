"""Checking the history: each stored answer is readable, and its citations are what the archive holds."""

import sqlite3
from typing import TYPE_CHECKING

from dateline.assistant.history import History
from dateline.assistant.verify import read_answer, verify
from dateline.errors import DatelineError, WrongUse
from dateline.index.check import Fault

if TYPE_CHECKING:
    from dateline.index.archive import Archive


def check_history(archive: "Archive", *, mend: bool = False) -> list[Fault]:
    """Faults of the history; `mend` removes what cannot be read.

    Answers that cite removed articles are sound: they hold all that is needed to show them.
    """
    path = archive.folder / "history.sqlite"
    if not path.is_file():
        return []
    try:
        history = History(path)
        stored = history.stored()
    except (DatelineError, sqlite3.Error) as error:
        return [Fault("history", str(path), str(error), "restore it from a backup, or move it away")]
    faults = [fault for answer_id, told in stored if (fault := _fault(answer_id, told, archive))]
    if mend:
        for at, fault in enumerate(faults):
            if fault.kind == "unreadable answer":
                history.remove(fault.where)
                faults[at] = fault.after_mending()
    history.close()
    return faults


def _fault(answer_id: str, told: str, archive: "Archive") -> Fault | None:
    try:
        answer = read_answer(told)
    except WrongUse as error:
        mend = "`dateline check --mend` removes it"
        return Fault("unreadable answer", answer_id, f"it holds no answer ({error})", mend)
    wrong = [each for each in verify(answer, archive) if each.state == "not there"]
    if not wrong:
        return None
    mend = f"`dateline history {answer_id[:12]} --remove`, and ask again"
    return Fault("citation", f"answer {answer_id[:12]} [{wrong[0].number}]", wrong[0].detail, mend)
