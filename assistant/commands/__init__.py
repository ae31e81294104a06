"""The assistant's commands, one a file."""
