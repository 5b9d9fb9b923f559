"""Files of the site for other programs: one kind a file."""
