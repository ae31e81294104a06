"""Case files as records that know where each of their keys stands."""

import difflib
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import WrongUse
from dateline.index.json_faults import json_place, json_problem

Keys = tuple[str | int, ...]
SUFFIXES = (".jsonl", ".yaml", ".yml", ".jsonl.gz", ".yaml.gz", ".yml.gz")


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a case file; `lines` has the line (from 1) of each key path, where there are several."""

    file: Path
    line: int
    value: Any
    lines: Mapping[Keys, int] = field(default_factory=dict)

    def where(self, *path: str | int) -> str:
        """File, line and key of a path into the record, for an error message."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        line = self.lines.get(known, self.line)
        key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        return f"{self.file.name}, line {line}" + (f", key {key}" if key else "")

    def misspelt(self, known: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The keys that look like a slip of the pen for a known one, each with a word on it."""
        names = list(known)
        for key in self.value if isinstance(self.value, dict) else ():
            near = difflib.get_close_matches(str(key).lower().replace("-", "_"), names, n=1, cutoff=0.8)
            if key not in names and near:
                yield key, f"is not a key of a case; did you mean {near[0]!r}?"


def read_records(path: Path) -> Iterator[Record]:
    """The records of a case file, or of the case files of a folder, in the order of their names."""
    for file in case_files(path):
        text = _text(file)
        yield from _lines(file, text) if ".jsonl" in file.suffixes else _nodes(file, text)


def case_files(path: Path) -> list[Path]:
    """The case files that a path names; WrongUse where there is none."""
    if not path.exists():
        raise WrongUse(f"{path} does not exist; give a case file or a folder of them")
    if not path.is_dir():
        if not path.name.endswith(SUFFIXES):
            raise WrongUse(f"{path} is not a case file; its name should end with {', '.join(SUFFIXES)}")
        return [path]
    files = sorted(each for each in path.iterdir() if each.is_file() and each.name.endswith(SUFFIXES))
    named = [each for each in files if each.name.startswith("cases")]
    if not named and (path / "cases").is_dir():
        return case_files(path / "cases")
    if not files:
        raise WrongUse(f"{path} holds no case file; their names end with {', '.join(SUFFIXES)}")
    return named or files


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
        return (gzip.decompress(content) if file.suffix == ".gz" else content).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise WrongUse(f"{file} cannot be read ({error}); it should be UTF-8 text") from None


def _lines(file: Path, text: str) -> Iterator[Record]:
    # Not splitlines(): a JSON text may hold U+2028 and its like unescaped.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                value = json.loads(line, object_pairs_hook=_once)
            except (ValueError, RecursionError) as error:
                where = f"{file.name}, {json_place(error, line=number)}"
                raise WrongUse(f"{where}: not JSON ({json_problem(error)}); mend the line") from None
            yield Record(file, number, value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for key, _ in pairs if [each for each, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice")
    return made


def _nodes(file: Path, text: str) -> Iterator[Record]:
    # BaseLoader: every scalar stays the text that was written (2025-01-10, 1.10, no).
    loader = yaml.BaseLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return
        nodes = root.value if isinstance(root, yaml.SequenceNode) else [root]
        for node in nodes:
            lines: dict[Keys, int] = {}
            _locate(file, node, (), lines)
            yield Record(file, node.start_mark.line + 1, loader.construct_object(node, deep=True), lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or error
        raise WrongUse(f"{file.name}{line}: not YAML ({problem}); mend the line") from None
    finally:
        loader.dispose()


def _locate(file: Path, node: yaml.Node, path: Keys, lines: dict[Keys, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            line = key.start_mark.line + 1
            if (*path, key.value) in lines:
                raise WrongUse(f"{file.name}, line {line}, key {key.value}: stands twice; keep one")
            lines[(*path, key.value)] = line
            _locate(file, value, (*path, key.value), lines)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            lines[(*path, place)] = value.start_mark.line + 1
            _locate(file, value, (*path, place), lines)
