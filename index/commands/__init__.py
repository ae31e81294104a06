"""The index room's commands, one a file."""
