"""Records to diagnostics: one rule a file of :mod:`.catalogue`, asked by :mod:`.run`."""
