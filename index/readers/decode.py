"""Bytes to text in the encoding that they are in."""

import codecs
import re
from typing import Any

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]+)",
    re.I,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# What pages call these is what browsers read as Windows code pages: https://encoding.spec.whatwg.org/#names-and-labels
_AS_BROWSERS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# Encodings that news was published in, likeliest first; others would be seen in texts too short to tell.
_USED = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r",
    "cp932", "euc_jp", "iso2022_jp", "cp949", "gb18030", "big5",
]  # fmt: skip
_TELLING = 4  # bytes above 127
_MISREAD = re.compile(r"[^\W\d_][¹²³¿£¥¬¯±¼½¾]")  # signs inside words: Polish read as Western
_NEVER_DECLARED = ("utf-16", "utf-32", "utf-7", "unicode", "raw", "idna", "punycode", "undefined")
_SAMPLE = 100_000  # bytes; enough to know an encoding by
_META_WITHIN = 4096  # bytes


def decoded(content: bytes, *, hint: str | None = None, page: bool = False, other: str | None = None) -> str:
    """The text: by byte-order mark, else as server (`hint`) or page says, else UTF-8, else as detected.

    `other` is what to take for detected. Never fails: what no encoding explains becomes U+FFFD.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if wide := wide_encoding(content[:4]):
        return content.decode(wide, "replace")
    declared = [hint] if hint else []
    if page and (found := _META.search(content[:_META_WITHIN])):
        declared.append((found[1] or found[2]).decode("ascii"))
    encodings = [known for name in declared if (known := _known(name))]
    # a one-byte encoding explains anything, so UTF-8, which hardly ever fits by chance, is tried before it
    for encoding in sorted([*encodings, "utf-8"], key=lambda name: name.startswith("cp125")):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    fallback = next((name for name in encodings if name.startswith("cp125")), None) or other
    return content.decode(fallback or detected(content[:_SAMPLE]), "replace")


def wide_encoding(start: bytes) -> str | None:
    """The encoding of a file that begins so, where a character takes two bytes or more; else None."""
    for mark, encoding in _MARKS[1:]:
        if start.startswith(mark):
            return encoding
    if len(start) >= 4 and start[0] and not start[1] and start[2] and not start[3]:
        return "utf-16-le"
    if len(start) >= 4 and not start[0] and start[1] and not start[2] and start[3]:
        return "utf-16-be"
    return None


def whole_characters(value: Any) -> Any:
    """A value from JSON with each lone surrogate in its texts replaced: it stands for no character."""
    if isinstance(value, str):
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value) if not value.isascii() else value
    if isinstance(value, list):
        return [whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {whole_characters(key): whole_characters(item) for key, item in value.items()}
    return value


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        b"a".decode(found)  # some codecs ("rot13", "hex") are no encodings of text
    except (LookupError, ValueError):
        return None
    # a page in UTF-16 could not have said so in a way read here; the others are no encodings of pages
    return None if found.startswith(_NEVER_DECLARED) else _AS_BROWSERS.get(found, found)


def detected(sample: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8; cp1252 where there is too little to tell by."""
    if sum(byte > 127 for byte in sample) < _TELLING:
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415  (start-up; rarely needed)

    likely = list(from_bytes(sample, cp_isolation=_USED))
    # of those that it can hardly tell apart, the one without signs inside words, then the commonest
    near = [
        m for m in likely if m.chaos < likely[0].chaos + 0.02 and m.coherence > likely[0].coherence - 0.15
    ]
    best = min(near, key=lambda m: (len(_MISREAD.findall(str(m))), _USED.index(m.encoding)), default=None)
    return best.encoding if best else "cp1252"
