"""The same archive for programs: JSON, OpenAI's chat completions, Gradio's client, MCP."""
