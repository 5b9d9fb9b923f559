"""Exports of other tools and plain logs, read into the timeline of a postmortem."""
