"""The command ``postmortem``: one subcommand a file; the only importer of click."""

import gc

_OBJECTS_BETWEEN_SEARCHES = 100_000
"""Objects that are made before Python searches for garbage among them; its own default is 700."""

# Nearly all that a command imports and makes stays until its end. It is said here because what comes next
# is the import of the command line itself.
gc.set_threshold(_OBJECTS_BETWEEN_SEARCHES)
