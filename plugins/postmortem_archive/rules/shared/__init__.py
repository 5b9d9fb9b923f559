"""What several rules share: word lists, look-ups and readings of a section."""
