"""Links that hold: those within the built site (`kb links DIR`), and those that lead out of it (`kb links --external`)."""

from kb.messages import _ as _
