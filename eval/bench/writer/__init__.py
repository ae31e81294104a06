"""The LLM writer measured beside the extractive one and beside LlamaIndex's CitationQueryEngine."""
