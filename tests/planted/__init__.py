"""Planted defects: the real content, one thing wrong in it at a random place, and what the checker must say of it."""
