"""Outlets and agencies by the names, hosts and credits under which they appear."""

import re
from urllib.parse import urlsplit

_AGENCIES = {
    "AP": ("the associated press", "associated press", "ap", "ap news", "apnews.com"),
    "Reuters": ("reuters", "thomson reuters", "reuters.com"),
    "UPI": ("united press international", "upi", "upi.com"),
    "AFP": ("agence france-presse", "agence france presse", "afp", "afp.com"),
    "dpa": ("deutsche presse-agentur", "dpa", "dpa.com"),
    "PA Media": ("press association", "pa media"),
    "Xinhua": ("xinhua", "xinhua news agency", "xinhuanet.com", "news.cn"),
    "Yonhap": ("yonhap", "yonhap news agency", "yonhap news", "yna.co.kr", "en.yna.co.kr"),
    "Kyodo": ("kyodo", "kyodo news", "english.kyodonews.net"),
    "TASS": ("tass", "itar-tass", "tass.com"),
    "Interfax": ("interfax", "interfax.com"),
    "Interfax-Ukraine": ("interfax-ukraine",),
    "Ukrinform": ("ukrinform", "ukrinform.net"),
    "UNN": ("unn", "ukrainian national news", "unn.ua"),
    "Anadolu": ("anadolu", "anadolu agency", "anadolu ajansı", "aa.com.tr"),
    "ANI": ("ani", "asian news international"),
    "PTI": ("pti", "press trust of india"),
    "IANS": ("ians", "indo-asian news service"),
    "EFE": ("efe", "agencia efe"),
    "ANSA": ("ansa",),
    "Bloomberg": ("bloomberg", "bloomberg news", "bloomberg.com"),
    "KCNA": ("kcna", "korean central news agency"),
    "RIA Novosti": ("ria novosti",),
}
_OUTLETS = {
    "ABC News": ("abc news", "abcnews.go.com"),
    "Al Jazeera": ("al jazeera", "aljazeera.com"),
    "Axios": ("axios", "axios.com"),
    "BBC": ("bbc", "bbc news", "bbc.com", "bbc.co.uk", "news.bbc.co.uk"),
    "CBC": ("cbc", "cbc news", "cbc.ca"),
    "CBS News": ("cbs news", "cbsnews.com"),
    "CNBC": ("cnbc", "cnbc.com"),
    "CNN": ("cnn", "cnn business", "cnn.com", "edition.cnn.com"),
    "Daily Mail": ("daily mail", "dailymail.co.uk"),
    "Der Spiegel": ("der spiegel", "spiegel.de"),
    "Deutsche Welle": ("deutsche welle", "dw", "dw.com"),
    "El País": ("el país", "elpais.com"),
    "Euronews": ("euronews", "euronews.com"),
    "Financial Times": ("financial times", "ft.com"),
    "Forbes": ("forbes", "forbes.com"),
    "Fox News": ("fox news", "foxnews.com"),
    "France 24": ("france 24", "france24", "france24.com"),
    "Kyiv Independent": ("kyiv independent", "the kyiv independent", "kyivindependent.com"),
    "Le Monde": ("le monde", "lemonde.fr"),
    "Los Angeles Times": ("los angeles times", "latimes.com"),
    "NBC News": ("nbc news", "nbcnews.com"),
    "New York Post": ("new york post", "nypost.com"),
    "Newsweek": ("newsweek", "newsweek.com"),
    "NPR": ("npr", "npr.org"),
    "Politico": ("politico", "politico.com", "politico.eu"),
    "Radio Free Europe": ("rfe/rl", "radio free europe", "rferl.org"),
    "Sky News": ("sky news", "news.sky.com"),
    "South China Morning Post": ("south china morning post", "scmp", "scmp.com"),
    "The Atlantic": ("the atlantic", "theatlantic.com"),
    "The Economist": ("the economist", "economist.com"),
    "The Guardian": ("the guardian", "theguardian.com"),
    "The Hill": ("the hill", "thehill.com"),
    "The Independent": ("the independent", "independent.co.uk"),
    "The New York Times": ("the new york times", "new york times", "nytimes.com"),
    "The Telegraph": ("the telegraph", "telegraph.co.uk"),
    "The Wall Street Journal": ("the wall street journal", "wall street journal", "wsj.com"),
    "The Washington Post": ("the washington post", "washington post", "washingtonpost.com"),
    "The Week": ("the week", "theweek.com", "theweek.co.uk"),
    "Time": ("time magazine", "time.com"),
    "Ukrainska Pravda": ("ukrainska pravda", "pravda.com.ua"),
    "USA Today": ("usa today", "usatoday.com"),
    "Voice of America": ("voice of america", "voa", "voa news", "voanews.com"),
    "Vox": ("vox.com",),
}
_BY_NAME = {name: outlet for outlet, names in (_AGENCIES | _OUTLETS).items() for name in names}
_IN_TEXT = re.compile(
    r"\b(?:[Tt]he )?(Associated Press|AP|Reuters|REUTERS|United Press International|UPI|Agence "
    r"France-Presse|AFP|dpa"
    r"|Press Association|PA Media|Xinhua|Yonhap|Kyodo|TASS|Interfax-Ukraine|Interfax|Ukrinform|UNN"
    r"|Anadolu|ANI|PTI|IANS"
    r"|EFE|ANSA|Bloomberg|KCNA|RIA Novosti)\b(?![/&-])"
)
# A Czech or Dutch site may speak of "ap" or "ani" as a word: short names count only as they are really
# written.
_SHORT = {
    name.lower(): name
    for name in ("AP", "UPI", "AFP", "UNN", "ANI", "PTI", "IANS", "EFE", "ANSA", "DW", "VOA")
}
_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.")


def named(text: str) -> str | None:
    """The common name of the outlet or agency that the whole text names, else None."""
    plain = text.strip(" .,:;()[]–—-")
    found = _BY_NAME.get(plain.lower())
    if found and _SHORT.get(plain.lower(), plain) != plain:
        return None
    return found


def agency(text: str) -> str | None:
    """The common name of the news agency that the whole text names, else None."""
    found = named(text)
    return found if found in _AGENCIES else None


def of_host(url: str) -> str | None:
    """The readable name of a URL's publisher: a known outlet, else the host without `www.`; else None."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return None
    labels = host.split(".")
    for first in range(len(labels) - 1):
        if outlet := _BY_NAME.get(".".join(labels[first:])):
            return outlet
    return _PREFIX.sub("", host) or None


def agency_in(text: str) -> str | None:
    """The common name of the first news agency that the text mentions, None when it mentions none."""
    found = _IN_TEXT.search(text)
    return _BY_NAME[found[1].lower()] if found else None
