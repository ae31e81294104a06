"""Finds a prompt, checks its variables and fills it in.

A prompt is a folder of versions (`answer/v1.md`), each a Jinja2 template with the blocks `system` and `user`.
A released version is never edited: a change is a new version.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dateline.errors import WrongUse

SENTINEL = "NOT IN THE EVIDENCE"
"""What a writer says, and nothing else, when no passage has the answer."""

VARIABLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "answer": frozenset({"question", "as_of", "evidence", "sentinel"}),
        "repair": frozenset({"question", "as_of", "evidence", "faults"}),
        "judge": frozenset({"statement", "passages"}),
        "plan": frozenset({"question", "most"}),
        "rewrite": frozenset({"question", "turns"}),
    }
)
_HERE = Path(__file__).parent
_VERSION = re.compile(r"v(\d{1,6})\.md")
_BLOCKS = ("system", "user")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it was found. `digest` is the first 12 hex digits of the SHA-256 of its text."""

    name: str
    version: str
    digest: str
    template: Template

    @property
    def label(self) -> str:
        """Version and digest, as answers and runs record them: "v1@0123456789ab"."""
        return f"{self.version}@{self.digest}"

    def render(self, **variables: Any) -> tuple[str, str]:
        """What is said as system and as user. WrongUse where variables are missing, unknown or misused."""
        if wrong := sorted(VARIABLES[self.name] ^ set(variables)):
            raise WrongUse(f"prompt {self.name}: {wrong[0]} is missing or no variable of it")
        try:
            context = self.template.new_context(variables)
            system, user = ("".join(self.template.blocks[each](context)).strip() for each in _BLOCKS)
        except TemplateError as error:
            raise WrongUse(f"prompt {self.name} {self.version} cannot be filled in: {error}") from None
        return system, user


def load(name: str, folder: Path | None = None) -> Prompt:
    """The newest version of a prompt: from `folder` where it has one, else Dateline's own.

    Raises WrongUse for a folder that is not there and for a template that cannot be used.
    """
    if folder is not None and not folder.is_dir():
        raise WrongUse(f"the prompts folder {folder} is not there; make it or unset prompts_folder")
    path = (_newest(folder / name) if folder else None) or _newest(_HERE / name)
    if path is None:
        raise WrongUse(f"there is no prompt {name}")
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} cannot be read as text ({error}); mend or remove it") from None
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(name, path.stem, digest, _template(text, name, path))


def _newest(folder: Path) -> Path | None:
    if not folder.is_dir():
        return None
    found = {int(told[1]): path for path in folder.iterdir() if (told := _VERSION.fullmatch(path.name))}
    return found[max(found)] if found else None


def _template(text: str, name: str, path: Path) -> Template:
    # Markdown, not HTML: nothing is escaped here; evidence arrives neutralised.
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    try:
        used = meta.find_undeclared_variables(environment.parse(text))
        template = environment.from_string(text)
    except TemplateError as error:
        raise WrongUse(f"{path} is no template that can be used: {error}") from None
    if unknown := sorted(used - VARIABLES[name]):
        known = ", ".join(sorted(VARIABLES[name]))
        raise WrongUse(f"{path} uses {unknown[0]}, which is no variable of it: these are {known}")
    if missing := [each for each in _BLOCKS if each not in template.blocks]:
        raise WrongUse(f"{path} has no block {missing[0]}: write {{% block {missing[0]} %}}…{{% endblock %}}")
    return template
