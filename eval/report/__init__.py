"""What a run and a comparison look like: terminal, page, Markdown, JUnit."""
