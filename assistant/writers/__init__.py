"""Writers: from a question and evidence to statements."""
