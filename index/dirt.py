"""Lines that are only dirt, wherever they stand: what they are is seen from the line alone.

Precision comes first: a rule names the whole line, or a form that a report's own sentence does not have. A
line that reports something (somebody "said" it) is never dirt. What repeats over one publisher's articles
is learned elsewhere.
"""

import re

from dateline.index.characters import word_set

# Whole lines, compared by their words alone (lower case, no punctuation, no symbols).
_EXACT = {
    "part of the page": """
        close | close menu | open menu | menu | main menu | search | home | skip to content | skip
        navigation | skip to main content | skip to main navigation | jump to content | back to top | go to
        top | top | toggle navigation | show more | load more | see more | view more | show all | see all |
        view all | loading | please wait | admin | by admin | posted by admin | written by admin | original
        | raw | original raw | log in | login | sign in | log in sign up | register | my account | create
        account | subscribe | subscribe now | subscribe today | subscribe here | sign up | sign up here |
        sign up now | sign up today | join now | donate | donate now | support us | contact us | about us |
        privacy policy | terms of use | terms of service | terms and conditions | terms conditions | cookie
        policy | cookie settings | cookies settings | manage cookies | accept | accept all | accept cookies
        | accept all cookies | reject all | i agree | got it | ok | save preferences | newsletter |
        newsletters | your privacy choices | do not sell my personal information | do not sell or share my
        personal information | source link | source links | original source | original article | permalink |
        previous | next | previous article | next article | previous post | next post | previous story |
        next story | play | pause | mute | unmute | play video | watch video | video ad feedback | ad
        feedback | now playing | video player is loading | replay video | replay | fullscreen | enlarge |
        enlarge image | expand | image | hide caption | toggle caption | show caption | view image | view
        gallery | open gallery | enable accessibility | listen to this article | listen to article | listen
        | report a typo | report an error | suggest a correction | this is a modal window | advertise with
        us | download our app | your email address | enter your email | email address | translate | select
        language | font size
    """,
    "advertisement": """
        werbung | anzeige | publicité | publicidad | publicidade | pubblicità | reklama | reklam | annons |
        реклама | advertentie | advertisement | advertisements | advertising | ad | ads | advert | sponsored
        | sponsored content | promoted | promoted content | paid content | advertisement scroll to continue
        | scroll to continue | article continues below advertisement | story continues below advertisement |
        continue reading below | story continues below | article continues below | article continues after
        advertisement | paid post | story continues after advertisement | advertisement article continues
        below this ad | remove ads | article continues below this ad | advertisement story continues below |
        from our partners | advertisement continue reading the main story | continue reading the main story
        | adchoices
    """,
    "share bar": """
        share | share this | share this article | share this story | share this post | share article | tweet
        | share story | share on facebook | share on twitter | share on x | share on whatsapp | share on
        linkedin | share on telegram | share via email | share by email | share it | share with friends |
        email | print | print this article | e mail | copy link | copy url | link copied | copied | save |
        save article | bookmark | follow | follow us | follow us on | like us | like this | gift article |
        gift this article | click to share | share save | share full article | share options | share this
        page | email this article
    """,
    "link to other articles": """
        mehr zum thema | lesen sie auch | weiterlesen | lire aussi | à lire aussi | lire la suite | lee
        también | leer más | te puede interesar | leggi anche | leia também | leia mais | czytaj więcej |
        czytaj także | czytaj też | läs mer | läs också | les også | læs også | lees ook | lees meer |
        читайте также | читайте також | devamını oku | 続きを読む | article content | recommended videos |
        recommended video | read more | read more here | read more on this | read full article | read the
        full article | read next | read full story | read the full story | read also | also read | continue
        reading | more | related | related articles | related article | related stories | related story |
        related news | related posts | related topics | related content | related coverage | related links |
        related video | related videos | see also | recommended | recommended for you | recommended stories
        | recommended articles | must read | most popular | most read | most viewed | most recent | trending
        | trending now | popular | top stories | you may also like | you might also like | you might like |
        you may like | more stories | more news | more for you | more from this section | more on this story
        | more on this topic | editors picks | editor s picks | don t miss | what to read next | up next |
        read this next | latest news | latest posts | recent posts | click here | click here to read more |
        learn more | find out more | explore more | keep reading | more like this | in this article | in
        this story | view original | view original article
    """,
    "comment form": """
        comments | comment | no comments | no comments yet | leave a comment | leave a reply | leave a
        response | leave a reply cancel reply | cancel reply | post a comment | post comment | add a comment
        | add comment | write a comment | view comments | show comments | hide comments | join the
        conversation | your comment | leave your comment | be the first to comment | join the discussion |
        submit comment | comments are closed | comments closed | name email website | website | name |
        comment name email website | reply | start the conversation | leave feedback | notify of | subscribe
        notify of | log in to comment | δ
    """,
}
# Also headings of reports about them: dirt only beside other dirt.
NETWORKS = word_set(
    "facebook twitter x instagram whatsapp telegram linkedin pinterest reddit tumblr youtube tiktok "
    "flipboard messenger viber threads bluesky mastodon email vk line pocket"
)
_REASON_OF = {
    line.strip(): reason for reason, lines in _EXACT.items() for line in " ".join(lines.split()).split("|")
}
_LONGEST_EXACT = 60

_NETWORKS = (
    r"(?:twitter|facebook|instagram|youtube|tiktok|telegram|whatsapp|linkedin|threads|pinterest"
    r"|bluesky|mastodon"
    r"|flipboard|google news|apple news|snapchat|reddit|X\b|social media)"
)
_LABEL = (
    r"(?:read (?:more|also|next|this|now|the rest|the (?:full|whole|original) (?:story"
    r"|article))(?: here| on [^:]{1,60})?"
    r"|also read|see also|must read|related(?: \w{1,12})?|recommended(?: reading| stories)?"
    r"|more|more news"
    r"|more (?:on|from|about|in) [^:]{2,40}|don['’]t miss|you may (?:also )?like|also on "
    r"[^:]{2,30}|editor['’]s pick)"
)
_LINK = re.compile(rf"[►▶▷•·→»*>\-–— \[(]{{0,6}}{_LABEL} ?[:|](?!//) ?(?=\S)", re.IGNORECASE)
_CAPITAL_LABEL = re.compile(
    r"[►▶•→»* ]{0,4}(?:MORE|READ|RELATED|WATCH|LISTEN|VIDEO|VIDEOS|PHOTOS|GALLERY|PODCAST|LIVE "
    r"UPDATES|SEE ALSO|ALSO"
    r"|GET SOCIAL|ANALYSIS|OPINION|EXPLAINER|EXPLAINED|QUIZ)(?: [A-Z0-9&'’\- ]{2,40})?: ?(?=\S)"
)
# "Climate:Why the sea is rising": no blank after the colon, for the label was a link's own element.
_GLUED = re.compile(r"[A-Z][^:.–—]{2,60}:['\"‘“]?[A-Z][a-z'’]*(?: \S+){4,}")
_PLAYER = re.compile(r"JUST WATCHED\b|.{0,200}\bReplay More Videos\b")
_WATCH = re.compile(
    r"[►▶•→» ]{0,4}(?:watch|watch (?:more|now|live|here|below)|listen|listen (?:now|here)"
    r"|previously|video)\b ?[:|] ?\S",
    re.IGNORECASE,
)
_FOLLOW = re.compile(
    rf"(?:you can (?:also )?)?(?:follow|(?:like|find|join|connect with|reach)\s(?:us|our|me|him|her"
    rf"|them|this reporter))\b"
    rf".{{0,120}}?\b(?:on|at|via)?:?\s?{_NETWORKS}|follow (?:us\b|@\w)"
    rf"|(?:reach|contact) [^.]{{2,60}} (?:on|at|via) {_NETWORKS}"
    r"|join (?:our|us on)\b.{0,60}\b(?:channel|group|community)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:contact|reach|email|e-mail|write to)\b.{0,160}?@\w", re.IGNORECASE)
_REPORTER = re.compile(r"[A-Z]\w+ [A-Z][\w'’-]+|reporter|writer|editor|author|newsroom|us\b|him|her\b|them")
_PROMO = re.compile(
    r"(?:^|[.?!:;|►–—-]\s?|[”\"’]\s)(?:please |to )?(?:sign ?up|subscribe|(?:tap or )?click "
    r"here)\b[^.?!]{0,140}"
    r"\b(?:here|now|today|newsletters?|inbox|alerts?|updates|free|podcast|channel|digest|e-?mails?|app)\b"
    r"|\b(?:sign up|subscribe)(?: right| for free,?| for it)* (?:here|below)\b"
    r"|\bnewsletters?\b.{0,80}\b(?:here|inbox|sign up|subscribe)\b|\b(?:delivered|sent|straight) "
    r"(?:straight |right "
    r"|directly )?to your (?:inbox|phone|e-?mail)|(?:^|[.?!] )download our (?:free )?\w{0,20} ?app\b",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(
    r"\b(?:you|your|our|us|we|free|here|newsletters?|inbox|follow|updates|podcast|twitter|facebook"
    r"|alerts|app)\b"
    r"|(?:sign|signing|signed) ?up|subscri|version of this (?:story|article|column)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“(A-Z])")
_REPORTS = re.compile(
    r"\b(?:said|says|told|tells|according to|announced|reported|added|wrote|warned|asked|explained"
    r"|replied)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\) |copyright\b[ :]{0,2}(?:©|\(c\)|\d{4}|by\b))|.{0,200}\ball rights reserved\b"
    r"|(?:this|no) (?:material|content|part|article).{0,60}\b(?:may|must|can) (?:not )?be "
    r"(?:published|reproduced"
    r"|republished|redistributed|copied)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:we|this (?:web)?site|our (?:web)?sites?|our partners)\b.{0,80}\bcookies\b|\bby "
    r"(?:clicking|continuing|using"
    r"|signing up|subscribing|submitting)\b.{0,120}\byou (?:agree|accept|consent|confirm|acknowledge)\b"
    r"|\bcookies? (?:policy|settings|preferences|notice)\b|\byou agree to (?:our|the) (?:terms"
    r"|privacy|use of)"
    r"|\bprotected by recaptcha\b|\bread our privacy policy\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"your e-?mail address will not be published|required fields are marked|save my name, e-?mail"
    r"|notify me of (?:follow-?up|new) (?:comments|posts)|you must be logged in to|this site uses akismet"
    r"|learn how your comment data is processed|be the first to comment|^\d+ (?:comments?|replies)$"
    r"|please enable (?:javascript|cookies|js)\b|(?:javascript|js) (?:is (?:disabled|required)"
    r"|must be enabled)"
    r"|your browser (?:does not|doesn['’]t) support|^view (?:this (?:e-?mail|message|newsletter) )?(?:in|on) "
    r"(?:your |a |the )?(?:browser|web)|^(?:to )?unsubscribe\b|you(?:['’]re| are) receiving this "
    r"(?:e-?mail|newsletter"
    r"|message)|^(?:update|manage) (?:your )?(?:e-?mail )?(?:preferences|subscriptions?|profile)"
    r"|^forward (?:this|to a "
    r"friend)|^add us to your address book|^was this (?:article|page|story) (?:helpful|useful)"
    r"|^video ad feedback\b"
    r"|^get in touch with our|^for more stories like this|^do you have a story to (?:tell|share)"
    r"|^if you (?:buy|purchase) something (?:using|through|via)\b|\bwe may earn a commission\b"
    r"|^thanks? (?:you )?for (?:subscribing|signing up|your feedback)",
    re.IGNORECASE,
)
# A line without any of these words is not even tried against the longer patterns.
_FORM_WORDS = (
    *("comment", "address", "script", "browser", "subscri", "preferences", "profile", "friend", "receiving"),
    *(
        "helpful",
        "useful",
        "video ad",
        "thank",
        "logged in",
        "required",
        "enable",
        "repl",
        " web",
        "in touch",
        "stor",
        "commission",
    ),
)
_CONSENT_WORDS = (
    *("cookie", "you agree", "you accept", "you consent", "you confirm", "you acknowledge", "recaptcha"),
    "privacy policy",
)
_PROMO_WORDS = ("sign", "subscri", "click here", "newsletter", "to your ", "download our")
_SHARE = re.compile(
    r"(?:click|tap) to (?:share|print|email|e-mail|expand|enlarge|play)\b|share (?:this|on|via|to)\b.{0,60}$"
    rf"|(?:share|tweet|{_NETWORKS}|e-?mail|print|copy(?: link)?|pocket|line|messenger|viber|more"
    rf"|comment|save|link)"
    rf"(?:[\s|,/•·:&]+(?:share|tweet|on|{_NETWORKS}|e-?mail|print|copy(?: link)?|pocket|messenger"
    rf"|viber|more|comment"
    r"|save|link|and|this|article|story|\d{1,6})){1,20}[\s|:]*$",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"[•·|⋅\-–—\s]{0,4}(?:\d[\d.,]{0,9}\s?[KkMm]?\s(?:views?|comments?|shares?|likes?|reads?"
    r"|retweets?|followers)"
    r"|\d{1,3}\s?(?:-\s?)?min(?:ute)?s?(?:\s(?:read|listen|watch))?(?:\sread)?|(?:views?|shares?"
    r"|comments?):?\s\d[\d.,]{0,9}"
    r"|reading time:?.{0,20}|(?:estimated )?read(?:ing)? time.{0,20})[•·|\s]*",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(?:#[\w-]{2,40}[\s,]*){1,30}")
_TAG_LABEL = re.compile(
    r"(?:tags?|tagged(?: with| as| under)?|topics?|keywords|filed under|categories|category|posted "
    r"in|labels|hashtags)"
    r"\s?:\s?\S.{0,600}",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"(?:home|you are here:?|news)\s?[>›»/→]\s?\S.{0,160}", re.IGNORECASE)
_HAS_WORD = re.compile(r"\w")
_WORDS = re.compile(r"[^\W_]+")


def words_key(line: str) -> str:
    """The line's words in lower case: equal for lines that differ in signs, blanks and case only."""
    return " ".join(_WORDS.findall(line.lower()))


def reason(line: str) -> str | None:
    """Why a line is dirt wherever it stands, None when it may belong to the report."""
    length = len(line)
    if length > 400:
        return None
    if length <= _LONGEST_EXACT:
        key = words_key(line)
        if not key:
            return "no words" if not _HAS_WORD.search(line.replace("_", "")) else None
        if found := _REASON_OF.get(key):
            return found
        if key.startswith("advertisement ") and key[14:].isdigit():
            return "advertisement"
        if _COUNTER.fullmatch(line):
            return "counter"
    lowered = line.lower()
    return _of_form(line, lowered) or _of_promotion(line, lowered)


def _of_form(line: str, lowered: str) -> str | None:
    first = lowered.lstrip("►▶▷•·→»*>-–— [(")[:1]
    if ":" in line or "|" in line:
        if len(line) <= 250 and (
            _LINK.match(line) or (len(line) <= 140 and _WATCH.match(line) and line[-1] != ".")
        ):
            return "link to other articles"
        if len(line) <= 200 and not line.endswith(".") and _CAPITAL_LABEL.match(line):
            return "link to other articles"
        if len(line) <= 160 and line[-1] != "." and ": " not in line and _GLUED.fullmatch(line):
            return "link to other articles"
        if first in "tkfcplh" and _TAG_LABEL.fullmatch(line) and not line.endswith("."):
            return "tags"
    if line[0] == "J" and len(line) <= 300 and _PLAYER.match(line):
        return "part of the page"
    if line[0] == "#" and _TAGS.fullmatch(line):
        return "tags"
    if len(line) <= 200 and first in "hyn" and _TRAIL.fullmatch(line) and not line.endswith("."):
        return "part of the page"
    if len(line) <= 200 and _SHARE.match(line) and not line.endswith("."):
        return "share bar"
    if (
        "©" in line or "(c)" in lowered or "copyright" in lowered or "reserved" in lowered or " be " in line
    ) and (_RIGHTS.match(line)):
        return "copyright notice"
    return None


def _of_promotion(line: str, lowered: str) -> str | None:
    found = None
    if any(word in lowered for word in _FORM_WORDS) and _FORM.search(lowered):
        found = "comment form" if "comment" in lowered or "address" in lowered else "part of the page"
    elif (
        lowered.startswith(("follow", "like", "find", "join", "connect", "reach", "contact", "you can"))
        and (_FOLLOW.match(line))
    ) or ("@" in line and _CONTACT.match(line) and _REPORTER.search(line)):
        found = "promotion"
    elif any(word in lowered for word in _CONSENT_WORDS) and _CONSENT.search(lowered):
        found = "consent notice"
    elif any(word in lowered for word in _PROMO_WORDS) and _is_promotion(line):
        found = "promotion"
    return None if found and _REPORTS.search(lowered) else found


def _is_promotion(line: str) -> bool:
    return _PROMO.search(line) is not None and all(map(_TO_THE_READER.search, _SENTENCES.split(line)))
