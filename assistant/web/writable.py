"""Whether the page may change anything."""

from fastapi import HTTPException


class Writable:
    """A condition of routes that change the archive or the history."""

    def __init__(self, *, read_only: bool) -> None:
        self.read_only = read_only

    def __call__(self) -> None:
        """Raise a 403 where nothing may be changed."""
        if self.read_only:
            raise HTTPException(
                403, "This page was started with --read-only: nothing can be changed from it."
            )
