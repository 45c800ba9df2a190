"""All that knows MkDocs: the plugin, building one language, the live preview."""
