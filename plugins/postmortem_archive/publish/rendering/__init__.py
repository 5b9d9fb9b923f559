"""An author's Markdown to safe HTML."""
