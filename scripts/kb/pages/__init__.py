"""The knowledge base as pages: pure functions from what it holds and a language to Markdown. Knows no site generator."""
