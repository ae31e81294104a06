"""One JSON record a line, as many as there are."""

import json
from collections.abc import Iterator

from dateline.index.json_faults import json_place, json_problem
from dateline.index.raw import Raw, Refused
from dateline.index.readers.opened import Opened, TextLine
from dateline.index.readers.records import as_raw


def read_jsonl(file: Opened) -> Iterator[Raw | Refused]:
    """Each record in turn; the file is never in memory as a whole and has no size limit, a record has."""
    number = 0
    for line in file.lines():
        if line.text is not None and not line.text.strip("\ufeff \t\r\n"):
            continue
        number += 1
        yield _record(line, file, number)


def _record(line: TextLine, file: Opened, number: int) -> Raw | Refused:
    source = f"{file.name}#{number}"
    if line.text is None:
        return Refused(
            source, f"line {line.number}: the record is larger than {file.max_mb:g} MB (setting max_file_mb)"
        )
    try:
        record = json.loads(line.text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        where = json_place(error, line=line.number)
        return Refused(source, f"{where}: this is no JSON record ({json_problem(error)})")
    return as_raw(record, file=file.name, number=number, line=line.number)
