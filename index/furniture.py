"""What a page says to its reader about itself: subscribe, follow, click, accept, contributed by."""

import re
from collections.abc import Set

# Each phrase with a word that must stand in a line before the phrase is looked for; lines come casefolded.
_PHRASES = {
    "sign": r"\bsign(?:ing)? up (?:here|now|today|for (?:our|the|free|text|[\w'’ ]{0,40}newsletters?))"
    r"|\bsign in to (?:comment|your|continue|read)\b",
    "newsletter": r"\bnewsletter sign-?up|\breceive [\w ]{0,40}newsletter ?\?|\bnewsletter provides you\b",
    "inbox": r"\byour inbox\b",
    "subscribe": r"\bsubscribe (?:to|here|now|today|for)\b",
    "subscriber": r"\bbecome a [\w ]{0,30}subscriber\b|\balready a subscriber\b",
    "member": r"\bbecome a [\w ]{0,30}member\b",
    "click": r"\bclick here\b",
    "tick": r"\btick here\b",
    "read": r"\bread (?:more\b|the full (?:story|article)\b|next:)",
    "continues": r"\barticle continues\b",
    "follow": r"\bfollow [\w.'’ -]{2,60} (?:on|at) (?:twitter|facebook|instagram|x|tiktok|youtube)\b",
    "join": r"\bjoin us on (?:twitter|facebook|whatsapp|telegram)\b",
    "reach": r"\breach (?:him|her|them|us|me|the reporter) (?:at|on)\b",
    "contact": r"\bcontact [^.]{0,60}@",
    "ad": r"\brelevant is this ad\b|\bad (?:feedback|froze)\b",
    "video": r"\bvideo player was slow\b",
    "advertisement": r"^advertisement\b.{0,40}$",
    "caption": r"\bhide caption\b",
    "rights": r"\ball rights reserved\b",
    "published": r"\bmay not be published\b|\bat the time this (?:story|article) was published\b",
    "copyright": r"\bcopyright ?©? ?\d{4}\b",
    "updated": r"\bthis (?:story|article|report|post) (?:has been|was|is being|will be) updated\b",
    "corrected": r"\bthis (?:story|article|report|post) (?:has been|was) corrected\b",
    "version": r"^\W*a version of this (?:story|article|post) \w+ appeared\b",
    "contributed": r"\bcontributed to this (?:report|story|article)\b",
    "contributing": r"^contributing:",
    "wire": r"\bwire reports\W*$",
    "journalism": r"\bsupport(?:ing)? (?:our|local|quality|independent) journalism\b",
    "special": r"^special (?:to|for) [\w ]{2,40}$",
    "commission": r"\bearn (?:us |me )?an? (?:affiliate )?commission\b",
    "partner": r"\bcontent partner\b",
    "grant": r"\bsupported in part by a grant\b|\bmade possible in part by a grant\b",
    "cookies": r"\b(?:accept|manage|reject) (?:all )?cookies\b|\b(?:we|site|website) uses? cookies\b",
    "cookie": r"\bcookie (?:policy|settings|preferences)\b",
    "privacy": r"\bour privacy policy\b",
    "shared": r"\b(?:details|information) you have shared\b",
    "data": r"\buse of your data\b",
    "detailed": r"\bas detailed here\b",
    "email": r"\byour email address\b",
    "leave": r"\bleave a (?:comment|reply|response)\b",
    "javascript": r"\benable javascript\b",
    "browser": r"\byour browser\b",
    "share": r"\bshare this (?:article|story|page)\b",
    "sponsors": r"\bfrom our sponsors\b",
    "comments": r"\bview (?:all )?comments\b",
    "app": r"\bdownload (?:our|the) app\b",
}  # fmt: skip
_SEARCHES = {word: re.compile(phrase) for word, phrase in _PHRASES.items()}
_SIGN = re.compile(r"©|\(c\) \d{4}")


def speaks_of_the_page(line: str, words: Set[str]) -> bool:
    """Whether a casefolded line, given with its words, is said by the page and not by a report."""
    return bool(_SIGN.search(line)) or any(_SEARCHES[word].search(line) for word in words & _SEARCHES.keys())
