"""The command ``postmortem``: one subcommand a file; the only importer of click."""
