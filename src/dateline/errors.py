"""What can go wrong, as facts with a remedy.

    DatelineError
    ├── WrongUse             an argument, setting or file that cannot be used as given
    ├── NothingAdded         no source gave an article
    ├── SourceUnreadable     one source could not be read (never stops the others)
    │   └── FetchRefused     a URL that Dateline will not, or could not, fetch
    ├── ArchiveBusy          another process is writing to the archive
    ├── ArchiveBroken        the archive on disk is damaged
    ├── EmbeddingMismatch    the archive was made with another embedding
    ├── ArticleNotFound      no article, version or answer under that name
    └── EndpointFailed       a configured model endpoint did not answer

Every message says what was wrong, where, and what to do.
"""


class DatelineError(Exception):
    """Anything Dateline says no to; its text is one clear sentence for the user."""

    exit_code = 1


class WrongUse(DatelineError):
    """An argument, setting or file cannot be used as given."""

    exit_code = 2


class NothingAdded(DatelineError):
    """No source gave an article."""


class SourceUnreadable(DatelineError):
    """One source could not be read; the others go on."""


class FetchRefused(SourceUnreadable):
    """A URL that Dateline will not, or could not, fetch."""


class ArchiveBusy(DatelineError):
    """Another process is writing to the archive."""

    exit_code = 2


class ArchiveBroken(DatelineError):
    """The archive on disk is damaged."""


class EmbeddingMismatch(DatelineError):
    """The archive was made with another embedding than the one configured."""

    exit_code = 2


class ArticleNotFound(DatelineError):
    """No article, version or answer is known under that name."""


class EndpointFailed(DatelineError):
    """A configured model endpoint did not answer as it should."""

    exit_code = 2
