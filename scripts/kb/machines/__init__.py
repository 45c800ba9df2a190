"""What programs read beside the data: an inventory for cross-links, feeds of changes, pages as Markdown, `llms.txt`."""
