"""The support check: whether the sentences that a statement cites carry it. Local and deterministic."""

from dateline.assistant.support.case import Cited, Fault
from dateline.assistant.support.check import Support, check
from dateline.assistant.support.find import find_support

__all__ = ["Cited", "Fault", "Support", "check", "find_support"]
