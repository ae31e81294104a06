"""A question in, a cited answer out: understanding, evidence, writers, citations, history."""

from dateline.assistant.answer import Answer, Citation, Event, Statement
from dateline.assistant.assistant import Assistant
from dateline.assistant.chat import Chat
from dateline.assistant.settings import AssistantSettings

__all__ = ["Answer", "Assistant", "AssistantSettings", "Chat", "Citation", "Event", "Statement"]
