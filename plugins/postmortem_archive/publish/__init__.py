"""The site: the one part that knows MkDocs, and that can be replaced by another."""
