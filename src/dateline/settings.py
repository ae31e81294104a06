"""Settings: arguments, then `DATELINE_*`, then `dateline.toml` in the archive, then defaults."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import ConfigDict, ValidationError

from dateline.assistant.settings import AssistantSettings
from dateline.errors import WrongUse
from dateline.index.settings import IndexSettings

FILE = "dateline.toml"
_PREFIX = "DATELINE_"
# Variables that are read elsewhere and are no settings of an archive.
_OTHERS = frozenset({"DATELINE_ARCHIVE"})


class Settings(IndexSettings, AssistantSettings):
    """All settings of all rooms, flat; each room is handed its own part."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @property
    def index(self) -> IndexSettings:
        """The index room's part."""
        return IndexSettings(**{name: getattr(self, name) for name in IndexSettings.model_fields})

    @property
    def assistant(self) -> AssistantSettings:
        """The assistant room's part."""
        return AssistantSettings(**{name: getattr(self, name) for name in AssistantSettings.model_fields})


def archive_folder(path: str | os.PathLike[str] | None = None) -> Path:
    """The archive's folder: the one given, else `DATELINE_ARCHIVE`, else `./archive`."""
    return Path(path or os.environ.get("DATELINE_ARCHIVE") or "archive").expanduser()


def read(folder: Path, **arguments: Any) -> Settings:
    """The settings for the archive in `folder`; arguments that are None count as not given.

    Raises WrongUse naming the setting that cannot be used and where it stands.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    written, variables = _written(folder), _variables()
    try:
        return Settings(**{**written, **variables, **given})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        place = _place(name, folder, given=given, variables=variables, written=written)
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(Settings.model_fields))
            raise WrongUse(f"there is no setting {name} ({place}); remove it: settings are {known}") from None
        raise WrongUse(f"setting {name} ({place}): {first['msg']}; mend it there or remove it") from None


def explain(folder: Path) -> list[tuple[str, Any, str]]:
    """Each setting with its value and where it came from; keys are masked."""
    settings, written, variables = read(folder), _written(folder), _variables()
    return [
        (
            name,
            _shown(name, getattr(settings, name)),
            _place(name, folder, given={}, variables=variables, written=written),
        )
        for name in Settings.model_fields
    ]


def unknown_variables() -> list[str]:
    """The names of `DATELINE_*` variables that are no setting: misspelt ones, most likely."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields} | _OTHERS
    return sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in known)


def _variables() -> dict[str, str]:
    """The settings that are environment variables; an empty one counts as not set."""
    named = {name: os.environ.get(_PREFIX + name.upper()) for name in Settings.model_fields}
    return {name: value for name, value in named.items() if value}


def _written(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise WrongUse(f"{path} cannot be read ({error.strerror}); mend or remove it") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUse(f"{path} cannot be read as TOML ({error}); mend or remove it") from None


def _shown(name: str, value: Any) -> Any:
    if name.endswith("api_key"):
        return "set" if value else value
    if name.endswith("base_url") and value and "@" in (parts := urlsplit(value)).netloc:
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"…@{host}"))
    return value


def _place(
    name: str,
    folder: Path,
    *,
    given: Mapping[str, Any],
    variables: Mapping[str, Any],
    written: Mapping[str, Any],
) -> str:
    if name in given:
        return "argument"
    if name in variables:
        return f"{_PREFIX}{name.upper()}"
    return str(folder / FILE) if name in written else "default"
