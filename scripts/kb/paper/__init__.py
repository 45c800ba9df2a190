"""Editions for paper: the pages' own Markdown → one HTML document an edition → PDF/UA. Knows no site generator."""
