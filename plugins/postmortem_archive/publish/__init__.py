"""The site: the one part that knows MkDocs. Everything here can be replaced without touching the archive."""
