"""The command line of the eval room."""
