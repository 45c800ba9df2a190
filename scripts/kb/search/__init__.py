"""The knowledge base as an index a language, and the answers to what people type."""
