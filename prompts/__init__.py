"""Prompts: versioned Markdown templates, found, overridden and hashed."""

from dateline.prompts.loader import SENTINEL, Prompt, load

__all__ = ["SENTINEL", "Prompt", "load"]
