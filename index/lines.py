"""What a single line of news looks like: a sentence, a heading, a byline, a credit, a date."""

import re

from dateline.index.characters import word_set
from dateline.index.outlets import named

_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_WORD = re.compile(r"\w[\w.'’&-]*")
_NAME = r"[^\W\d_][\w.'’-]*"
_PARTICLE = r"(?:de|da|di|del|della|der|van|von|den|bin|ibn|al|el|la|le|dos|du|ter)"
_PERSON = rf"{_NAME}(?:[ -](?:{_PARTICLE} ){{0,2}}{_NAME}){{1,3}}"
_PERSONS = rf"{_PERSON}(?:(?:,| and| &|, and| with| for)\s{_PERSON}){{0,5}}"
_BYLINE = re.compile(
    rf"(?:(?:by|written by|posted by|reported by|reporting by|story by|text by|words by|author"
    rf"|authors|published by"
    rf"|edited by|analysis by|by:|author:|authors:)\s*[:|]?\s+)(?P<names>{_PERSONS})"
    rf"(?P<rest>(?:\s*[,|/•·(–—-]\s*.{{1,60}})?)",
    re.IGNORECASE,
)
_NO_NAMES = word_set(
    "the a an any all our your their his her its this that these no some popular design numbers then now "
    "way day night far law default definition contrast comparison accident hand sea air land people"
)
_JOINING = word_set("and with for de da di del della der van von den bin ibn al el la le dos du ter")
_OUTLET_WORDS = word_set(
    "times news post herald daily tribune journal gazette press media online tv radio chronicle observer "
    "mail telegraph today network magazine weekly agency newspaper sports staff bureau correspondent "
    "reporter editor"
)
_CONTRIBUTED = re.compile(
    r"[–—-]?\s?(?:contributing|contributors?|(?:with )?(?:additional )?(?:reporting|files) (?:by|from)"
    r"|reporting by|editing by|source|sources|via|compiled by|from)\s?:?\s(?P<who>.{2,200})",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:AP|AFP|EPA(?:-EFE)?|EFE|Reuters|REUTERS|UPI|TASS|Sputnik|Xinhua|Getty(?: Images)?|GETTY "
    r"IMAGES|Shutterstock"
    r"|Alamy|Bloomberg|Anadolu(?: Agency)?|NurPhoto|ZUMA(?: Press)?|USA TODAY(?: Sports| Network)?"
    r"|Imagn|Pool(?: Photo)?|dpa|PA(?: Media)?"
    r"|Press Association|Associated Press|AP Photo|Kyodo(?: News)?|Yonhap|KCNA|Ukrinform|iStock"
    r"|Unsplash|Pixabay|Wikimedia"
    r"(?: Commons)?|Rex(?: Features)?|Newscom|Polaris|Redux|Magnum|MEGA|SIPA(?: USA)?|Abaca|Images)"
)
_CREDIT_SIGN = re.compile(
    rf"/\s?{_AGENCY}\b|\b{_AGENCY}\s?/|\bvia {_AGENCY}|\b(?:Getty Images|AP Photo)\b|^©"
)
_CREDIT_LABEL = re.compile(
    r"\(?(?:(?:photo(?:graph)?|image|picture|pic|file photo|video|illustration|graphic|foto|credit"
    r"|screenshot|photos)"
    r"(?: (?:by|credit|credits|courtesy(?: of)?|source|illustration by))?\s?[:|/©–—-]"
    r"|(?:photo(?:graph)?s?|image|file photo"
    r"|picture|illustration|graphic|video) (?:by|credit|courtesy)\b|courtesy (?:of )?"
    r"|©\s?)\s?(?P<who>\S.{1,100})",
    re.IGNORECASE,
)
_CREDIT_TAIL = re.compile(
    rf"(?:\bphoto(?:graph)? (?:by|courtesy|:)|\bfile (?:photo|image)|[/(–—-]\s?{_AGENCY}|\bvia "
    rf"{_AGENCY}|\bGetty Images|\bAP Photo"
    r"|\bImage:|\bPhoto:)[^.]{0,80}\)?\.?$|\bHide Caption(?: \d+ of \d+)?$",
)
# A line without any of these is not even tried against the longer pattern.
_CREDIT_WORDS = (
    "hoto",
    "Images",
    "/",
    "(",
    "Image:",
    "ile image",
    "via ",
    "Caption",
    "–",
    "—",
    "- ",
    "AP",
    "Reuters",
)
_SMALL = word_set(
    "via for and of by the pool photo photos file courtesy image images handout from in / & le la de da "
    "van von der"
)
_MONTH = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept "
    "september oct october nov "
    "november dec december"
)
_DATE_WORDS = word_set(
    f"{_MONTH} mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat "
    f"saturday sun sunday "
    "am pm a m p st nd rd th at on of o clock gmt utc est edt et pst pdt pt cst cdt ct bst cet "
    "cest ist kst jst eet eest "
    "msk hrs hours hour h t z local time today yesterday ago minutes minute mins min days day"
)
_DATE_LABEL = re.compile(
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|publication date"
    r"|date|updates?|issued)"
    r"(?: on| at| date| time)?\s?[:|–—-]?\s+(?=\S)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d")
_SEPARATORS = re.compile(r"\s?[•·|⋅●▪]\s?")
_DATELINE = re.compile(r"(?:[A-Z][\w.,'’ ]{0,50} )?\(?(?P<who>[A-Z][\w. ]{1,24}?)\)? ?[–—-]{1,2}")
SECTIONS = word_set(
    "news world politics business sport sports opinion culture tech technology science health europe asia "
    "africa americas us uk usa international national local economy finance markets entertainment "
    "lifestyle travel video live analysis breaking exclusive featured latest uncategorized general war "
    "ukraine russia middle-east headlines home blog"
)


def is_ended(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return _ENDED.search(line) is not None


def is_sentence(line: str) -> bool:
    """Whether the line reads as report text rather than as a heading or a part of the page."""
    if len(line) > 200:
        return True
    words = len(_WORD.findall(line))
    return (is_ended(line) and (words >= 5 or not line.isascii())) or words > 25


def count_words(line: str) -> int:
    """How many words the line has; a text without blanks between words counts two characters a word."""
    words = len(_WORD.findall(line))
    return words if line.isascii() else max(words, sum(ord(sign) > 0x2E7F for sign in line) // 2)


def byline(line: str) -> tuple[str, ...]:
    """The authors that a byline names (`By Ann Lee and Bo Ek, Harbour Post`); empty for any other line."""
    if len(line) > 160:
        return ()
    found = _BYLINE.fullmatch(line)
    return people(found["names"]) if found and _are_names(found["names"]) else ()


def people(names: str) -> tuple[str, ...]:
    """The single names of a list such as `Ann Lee, Bo Ek and Cy Orr`."""
    each = re.split(r",\s*(?:and\s+)?|\s+(?:and|with|for)\s+|\s*[&;]\s*", names)
    return tuple(name.strip() for name in each if name.strip() and not named(name) and not _is_outlet(name))


def can_be_outlet(line: str) -> bool:
    """Whether a short line above a headline can name the site: it is no section and no person's name."""
    fits = count_words(line) <= 4 and line.lower() not in SECTIONS and not _DIGITS.search(line)
    return fits and (named(line) is not None or _is_outlet(line) or not is_person(line))


def _is_outlet(name: str) -> bool:
    return not _OUTLET_WORDS.isdisjoint(words_of(name))


def is_person(line: str) -> bool:
    """Whether the whole line can be one person's name."""
    return len(line) <= 50 and re.fullmatch(_PERSON, line) is not None and _are_names(line)


def _are_names(text: str) -> bool:
    words = re.split(r"[ ,&-]+", text)
    lower = {word for word in words if word[:1].islower()}
    return not _NO_NAMES & {word.lower() for word in words} and lower <= _JOINING


def words_of(line: str) -> list[str]:
    """The words of letters in a line, in lower case."""
    return _LETTERS.findall(line.lower())


def credit(line: str) -> str | None:
    """What a credit line names (`Contributing: The Associated Press`, `Reuters`), None for any other line."""
    if len(line) > 220:
        return None
    if named(line):
        return line
    found = _CONTRIBUTED.fullmatch(line)
    if not found:
        return None
    who = found["who"]
    label = line.lower().lstrip("–—- ")
    contributed = label.startswith(("contributing:", "contributors:", "contributor:"))
    helped = label.startswith(("additional reporting", "with ")) and not is_ended(who) and who[:1].isupper()
    return who if contributed or helped or named(who) else None


def is_photo_credit(line: str) -> bool:
    """Whether the line only says who took a picture."""
    if len(line) > 120:
        return False
    labelled = _CREDIT_LABEL.fullmatch(line)
    words = _WORD.findall(labelled["who"] if labelled else line)
    if not labelled and not _CREDIT_SIGN.search(line):
        return False
    small = sum(word[0].islower() and word.lower() not in _SMALL for word in words)
    return len(words) <= 12 and small == 0


def is_caption(line: str) -> bool:
    """Whether the line describes a picture: it ends with the picture's credit."""
    tail = line[-140:]
    named = any(word in tail for word in _CREDIT_WORDS)
    return named and len(line) <= 900 and _CREDIT_TAIL.search(tail) is not None


def date_of(line: str) -> str | None:
    """The date that is all a line says (`Posted: 9 January 2025, 10:00`), without its label; else None."""
    if len(line) > 120 or not _DIGITS.search(line):
        return None
    label = _DATE_LABEL.match(line)
    said = line[label.end() :] if label else line
    words = words_of(said)
    other = [word for word in words if word not in _DATE_WORDS and not _DATE_LABEL.match(f"{word} x")]
    dated = label or _has_date(said)
    return said if dated and not other and len(words) <= 24 else None


def _has_date(said: str) -> bool:
    return bool(re.search(r"\b(?:19|20)\d\d\b", said) and re.search(r"\d[./-]\d|[A-Za-z]{3}", said))


def parts(line: str) -> list[str]:
    """The parts of a bar such as `Kyiv • UNN`, one when it is no bar."""
    return [part for part in _SEPARATORS.split(line) if part]


def is_dateline(line: str) -> bool:
    """Whether the line is a dateline torn from its paragraph (`Washington CNN —`)."""
    if len(line) > 80 or line[-1] not in "–—-":
        return False
    found = _DATELINE.fullmatch(line)
    return found is not None and any(
        named(" ".join(line.rstrip(" –—-").split()[-n:]).strip("()")) for n in (1, 2, 3)
    )
