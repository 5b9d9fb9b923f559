"""Import into an archive: which files, where to, what comes along, and what is known from then on."""
