"""What helps whoever edits: confirming translations, mending slips, starting a file, telling what changed."""

from kb.messages import _ as _
