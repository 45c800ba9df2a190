"""Spreadsheets of the directory: out for a country to fill in, and back in as changes to the files."""

from kb.messages import _ as _
