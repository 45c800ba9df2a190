"""Spreadsheets of the directory: out for a country to fill in, and back in as changes to the files."""


def _(text: str) -> str:
    """Marks a text for the catalogues; it is translated when it is shown."""
    return text
