"""Settings: arguments, then `DATELINE_*`, then `dateline.toml` in the archive, then defaults."""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from dateline.assistant.settings import AssistantSettings
from dateline.errors import WrongUse
from dateline.index.settings import IndexSettings

FILE = "dateline.toml"


class Settings(BaseSettings, IndexSettings, AssistantSettings):
    """All settings of all rooms, flat; each room is handed its own part."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="forbid")

    @property
    def index(self) -> IndexSettings:
        """The index room's part."""
        return IndexSettings(**{name: getattr(self, name) for name in IndexSettings.model_fields})

    @property
    def assistant(self) -> AssistantSettings:
        """The assistant room's part."""
        return AssistantSettings(**{name: getattr(self, name) for name in AssistantSettings.model_fields})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments and environment only; `read` adds the archive's file below them."""
        written = getattr(init_settings, "init_kwargs", {}).pop("_file", {})
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=written)


def archive_folder(path: str | os.PathLike[str] | None = None) -> Path:
    """The archive's folder: the one given, else `DATELINE_ARCHIVE`, else `./archive`."""
    return Path(path or os.environ.get("DATELINE_ARCHIVE") or "archive").expanduser()


def read(folder: Path, **arguments: Any) -> Settings:
    """The settings for the archive in `folder`; arguments that are None count as not given.

    Raises WrongUse naming the setting that cannot be used and where it stands.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    written = _written(folder)
    try:
        return Settings(**given, _file=written)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        place = _place(name, folder, given, written)
        raise WrongUse(f"setting {name} ({place}): {first['msg']}; mend it there or remove it") from None


def explain(folder: Path) -> list[tuple[str, Any, str]]:
    """Each setting with its value and where it came from; keys are masked."""
    settings, written = read(folder), _written(folder)
    rows = []
    for name in Settings.model_fields:
        value = getattr(settings, name)
        secret = name.endswith("api_key")
        rows.append((name, "set" if secret and value else value, _place(name, folder, {}, written)))
    return rows


def _written(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUse(f"{path} cannot be read as TOML ({error}); mend or remove it") from None


def _place(name: str, folder: Path, given: dict[str, Any], written: dict[str, Any]) -> str:
    variable = f"DATELINE_{name.upper()}"
    if name in given:
        return "argument"
    if variable in os.environ:
        return variable
    return str(folder / FILE) if name in written else "default"
