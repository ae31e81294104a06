"""Who may come in, and as whom: people, their passes, and the form where they sign in."""
