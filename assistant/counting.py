"""How many tokens a text is: by the model's own tokenizer where one is installed, else by a safe estimate."""

import hashlib
import logging
import math
import os
import re
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import WrongUse

Count = Callable[[str], int]

_log = logging.getLogger("dateline")
_RUNS = re.compile(r"[A-Za-z]+| ?[0-9]+|\s+|[^A-Za-z0-9\s]")
_ENCODINGS = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
_CACHE = "TIKTOKEN_CACHE_DIR"
_LOADING = threading.Lock()


def estimated(text: str) -> int:
    """About how many tokens a text is, rather too many than too few; no tokenizer is needed.

    Four letters, two digits, or one other sign count as one token each; beyond ASCII each UTF-8 byte does
    for half of one. A blank before a word belongs to the word, one before a number is a token of its own.
    """
    return sum(_run(each) for each in _RUNS.findall(text))


def counter(model: str, file: Path | None = None) -> Count:
    """What counts the tokens of a text for a model; nothing is ever fetched.

    With `file`, a `tokenizer.json` as models are published with, by that; else for OpenAI's models by tiktoken
    with the vocabularies that LlamaIndex brings; else `estimated`. Raises WrongUse where the file cannot be read.
    """
    if file is not None:
        return _of_file(file)
    encoding = _openai(model)
    if encoding is None:
        return estimated
    return lambda text: len(encoding.encode(text, disallowed_special=()))


def _run(run: str) -> int:
    if run.isspace():
        return math.ceil(run.count("\n") + max(0, len(run) - 1) / 4)
    if run[-1].isdigit() and run.isascii():
        digits = run.lstrip(" ")
        return len(run) - len(digits) + math.ceil(len(digits) / 2)
    if run.isascii():
        return math.ceil(len(run) / 4)
    return math.ceil(len(run.encode("utf-8", "replace")) / 2)


def _of_file(file: Path) -> Count:
    from tokenizers import Tokenizer  # noqa: PLC0415 - start-up

    try:
        tokenizer = Tokenizer.from_file(str(file.expanduser()))
    except Exception as error:  # the library raises a bare Exception, whatever is wrong
        raise WrongUse(f"llm_tokenizer {file} cannot be read as a tokenizer.json ({error})") from error
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)


@cache
def _openai(model: str) -> Any:
    """The encoding of one of OpenAI's models; None for another's, or where its vocabulary is not on this disk."""
    import llama_index.core  # noqa: PLC0415 - start-up
    import tiktoken  # noqa: PLC0415

    folder = Path(llama_index.core.__file__).parent / "_static" / "tiktoken_cache"
    try:
        name = tiktoken.encoding_name_for_model(model)
    except KeyError:
        return None
    if not (folder / hashlib.sha1(_ENCODINGS.format(name).encode()).hexdigest()).is_file():
        return None
    with _LOADING:  # tiktoken is told its folder by the environment only
        before = os.environ.get(_CACHE)
        os.environ[_CACHE] = str(folder)
        try:
            return tiktoken.get_encoding(name)
        except Exception:  # a damaged vocabulary is no reason not to answer: the estimate does
            _log.debug("no vocabulary for %s", model, exc_info=True)
            return None
        finally:
            os.environ.pop(_CACHE) if before is None else os.environ.update({_CACHE: before})
