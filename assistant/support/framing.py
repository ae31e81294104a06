"""Words of a statement that speak about its source ("According to UPI on 9 January, …"), told from what it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.assistant.support import dates

_MARKUP = re.compile(
    r"\*\*|__|`|^\s{0,3}#{1,6}\s+|^\s*(?:[-*+•]|\d{1,2}[.)])\s+|[\[【［]{1,2}[\d., –-]+[\]】］]{1,2}", re.M
)
_THING = (
    r"(?:(?:the|this|an?|our|these|those|given|provided|cited|available|above|following|archived?|same|first|second|"
    r"news|its|all)\s+){0,3}(?:articles?|reports?|reporting|evidence|passages?|texts?|sources?|documents?|sentences?|"
    r"information|context|excerpts?|archive|coverage|answer)"
    r"(?:\s+(?:provided|given|cited|found|available|above))?"
    r"(?:\s+(?:in|from|by)\s+(?:the\s+)?(?:news\s+)?(?:passages?|articles?|sentences?|sources?)(?:\s+\d+(?:\.\d+)?)?)?"
)
_ADVERB = r"(?:(?:clearly|also|further|explicitly|specifically)\s+)?"
_DAY = (
    r"(?:(?:the|early|late|mid)\s+)?"
    r"(?:\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[^:;]{1,24}?"
)
_DATED = rf"(?:,?\s*\(?(?:on|from|of|in|dated|published(?: on)?|as of)\s+{_DAY}\)?)?"
_VERB = (
    r"(?:states?|stated|says|said|reports?|reported|mentions?|mentioned|indicates?|indicated|notes?|noted|writes|wrote"
    r"|shows?|showed|suggests?|confirms?|confirmed|describes?|adds?|writes)"
)


@dataclass(frozen=True, slots=True)
class Framed:
    """A statement without its framing; `framing` is what was taken off, `named` whether it names a publisher."""

    text: str
    framing: str = ""
    named: bool = False


def unframe(statement: str, publishers: Sequence[str]) -> Framed:
    """The statement without Markdown, markers, "yes," and the words about its source.

    Only the publishers given count as a source by name: "According to Reuters" over somebody else's
    sentence stays, as a claim about who said it.
    """
    text = _MARKUP.sub(" ", statement).replace("|", " , ").strip(" ,\t\n")
    text = re.sub(
        r"^(?:Yes|No|Answer|Summary|Indeed|In summary|In short|Overall|Specifically)[,:.]\s+", "", text
    )
    text = re.sub(
        r"^(?:Additionally|Furthermore|Moreover|However|Meanwhile|Also|In addition|Finally),\s+", "", text
    )
    who = "|".join(
        [rf"(?:the\s+)?{re.escape(name)}(?:'s|’s)?(?:\s+(?:report|article))?" for name in publishers]
        or ["(?!)"]
    )
    source = rf"(?:{_THING}(?:\s+(?:by|from|in|of)\s+(?:{who}))?|(?:an?\s+|the\s+)?(?:{who}))"
    taken: list[str] = []
    for pattern in _patterns(source):
        match = re.search(pattern, text, re.I)
        if match and len(text) - len(match.group()) > 8:
            taken.append(match.group())
            text = (text[: match.start()] + text[match.end() :]).strip(" ,\t\n")
    framing = " ".join(taken)
    text = re.sub(r"\s{2,}", " ", text)
    return Framed(text, framing, bool(re.search(who, framing, re.I)))


def _patterns(source: str) -> tuple[str, ...]:
    number = r"(?:\s+\d{1,3}(?:\.\d+)?)?"
    return (
        rf"^(?:according to|based on|as (?:reported|stated|noted|mentioned|shown|described) (?:by|in)|per|in|from)\s+"
        rf"{source}{number}{_DATED}\s*(?:,|:)\s*(?:{source}\s+{_VERB}\s+that\s+)?",
        rf"^(?:according to|based on)\s+{source}{number}{_DATED}\s+",
        rf"^as of {_DAY},\s*(?:{source}\s+(?:has\s+)?{_VERB}\s+(?:that\s+)?)?",
        rf"^(?:on|in) {_DAY},\s*{source}\s+(?:has\s+)?{_VERB}\s+that\s+",
        rf"^{source}{number}{_DATED}\s*,?\s+{_ADVERB}(?:has\s+)?{_VERB}{_DATED}\s*(?:that|:)\s+",
        rf"^this is (?:evidenced|supported|stated|confirmed|mentioned|shown) (?:by|in) {source}{number}"
        rf"(?:,?\s+(?:that|which)?\s*{_ADVERB}(?:stat|mention|say|report|not)\w*)?(?:\s+that)?\s*[:,]?\s*",
        rf",?\s*as (?:evidenced|supported|indicated|shown|stated|confirmed) (?:by|in) {source}{number}"
        rf"(?:,?\s+(?:that|which)?\s*{_ADVERB}(?:stat|mention|say|report|not)\w*)?(?:\s+that)?\s*[:,]?\s*",
        rf",?\s*(?:according to|as (?:reported|stated|noted|mentioned|shown|described) (?:by|in)|per)\s+"
        rf"{source}{number}{_DATED}\s*\.?$",
        rf",\s*(?:as\s+)?{source}{number}\s+{_VERB}{_DATED}\s*\.?$",
        rf",?\s*\((?:as of|published on|dated)\s+{_DAY}\)\.?$",
        rf",?\s*as of\s+{_DAY}\.?$",
    )


def false_date(framing: str, published: Sequence[str | None]) -> str:
    """The date in a framing at which none of the cited articles was out yet or, named as its date, came out."""
    days = [day.toordinal() for each in published if (day := dates.day_of(each))]
    if not days:
        return ""
    loose = framing.lower().startswith("as of")
    for mention in dates.mentions(framing, published[0]):
        fits = any(
            first <= day <= last or (loose and day <= last) for first, last in mention.options for day in days
        )
        if mention.options and not fits:
            return mention.text
    return ""
