"""A whole site, built beside the one that is there, verified, and put into its place at once."""
