"""Search: what people type, and what they should find."""
