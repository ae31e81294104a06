"""Tables of records: comma, semicolon or tab between the cells, names in the first row."""

import csv
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import SourceUnreadable
from dateline.index.raw import Raw, Refused
from dateline.index.readers.opened import Opened
from dateline.index.readers.records import NAMES, as_raw, names_text, seen

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def read_csv(file: Opened) -> Iterator[Raw | Refused]:
    """Each row in turn; the file is never in memory as a whole and has no size limit, a cell has."""
    # the csv module keeps one limit for the whole process; its default is shorter than a long article
    csv.field_size_limit(max(csv.field_size_limit(), file.limit))
    lines = _texts(file)
    header = next((line for line in lines if line.strip()), "")
    try:
        delimiter = _delimiter(header, file.ending)
        names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error as error:
        raise SourceUnreadable(f"its first row is none ({error})") from None
    if not names_text(names):
        raise SourceUnreadable(
            f"its first row names no column for the text: it names {seen(names)}; "
            f"a text is called {', '.join(NAMES['text'])}"
        )
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Refused(f"{file.name}#{number}", f"line {rows.line_num + 1}: this is no row ({error})")
            continue
        if any(cell.strip() for cell in row):
            number += 1
            yield _record(row, names, file.name, number, rows.line_num + 1)


def _record(row: list[str], names: list[str], file: str, number: int, line: int) -> Raw | Refused:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        reason = f"line {line}: the row has {len(row)} cells, the first row names {len(names)}"
        return Refused(f"{file}#{number}", reason)
    record: dict[str, Any] = dict(zip(names, row, strict=False))
    return as_raw(record, file=file, number=number, line=line)


def _texts(file: Opened) -> Iterator[str]:
    for line in file.lines():
        if line.text is None:
            raise SourceUnreadable(
                f"line {line.number} is larger than {file.max_mb:g} MB (setting max_file_mb)"
            )
        text = line.text.lstrip("\ufeff") if line.number == 1 else line.text
        yield from _LINE.findall(text.replace("\r\n", "\n").replace("\r", "\n"))


def _delimiter(header: str, ending: str) -> str:
    if ending == ".tsv":
        return "\t"
    return max((",", ";", "\t"), key=lambda mark: len(next(csv.reader([header], delimiter=mark), [])))
