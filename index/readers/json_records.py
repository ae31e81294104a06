"""A JSON file: a list of records, one record, or an object with `articles`."""

import json
from collections.abc import Iterator

from dateline.errors import SourceUnreadable
from dateline.index.json_faults import json_place, json_problem
from dateline.index.raw import Raw, Refused
from dateline.index.readers.opened import Opened
from dateline.index.readers.records import as_raw


def read_json(file: Opened) -> Iterator[Raw | Refused]:
    """Each record of the file; SourceUnreadable when it is no JSON."""
    try:
        content = json.loads(file.text(), strict=False)
    except (ValueError, RecursionError) as error:
        where = f"{place}: " if (place := json_place(error)) else ""
        raise SourceUnreadable(f"{where}this is no JSON ({json_problem(error)})") from None
    if isinstance(content, dict) and isinstance(content.get("articles"), list):
        content = content["articles"]
    if not isinstance(content, list):
        yield as_raw(content, file=file.name, number=1, only=True)
        return
    for number, record in enumerate(content, start=1):
        yield as_raw(record, file=file.name, number=number)
