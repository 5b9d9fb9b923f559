"""Records to diagnostics: one rule a file, listed in :mod:`.registry`, asked by :mod:`.run`."""
