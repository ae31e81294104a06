"""Prompts: versioned text, not code."""
