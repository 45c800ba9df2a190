"""The knowledge base for the protection of migrant children: read it, check it, turn it into pages and data."""
