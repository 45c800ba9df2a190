"""Links that hold: those within the built site (`kb links DIR`), and those that lead out of it (`kb links --external`)."""


def _(text: str) -> str:
    """Marks a text for the catalogues; it is translated when it is shown."""
    return text
