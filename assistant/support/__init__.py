"""The support check: whether the sentences that a statement cites carry it. Local, deterministic, no model."""

from dateline.assistant.support.case import Cited, Fault
from dateline.assistant.support.check import Support, check

__all__ = ["Cited", "Fault", "Support", "check"]
