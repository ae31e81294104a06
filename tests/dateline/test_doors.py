import subprocess
import sys

import pytest

import dateline
from dateline import errors


def test_the_public_names_are_these() -> None:
    assert dateline.__all__ == sorted(dateline.__all__)
    assert dir(dateline) == ["Archive", "Assistant", "__version__"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Newspaper'"):
        dateline.Newspaper  # noqa: B018


def test_importing_dateline_loads_no_room() -> None:
    probe = "import sys, dateline; print([each for each in sys.modules if each.startswith('dateline.')])"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True).stdout == "[]\n"


def test_every_error_is_a_dateline_error_with_an_exit_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert len(kinds) >= 9
    for kind in kinds:
        assert issubclass(kind, errors.DatelineError)
        assert kind.exit_code in (1, 2)
        assert kind.__name__ in (errors.__doc__ or "")
