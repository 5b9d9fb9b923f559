"""Figures of an archive, each with its n, its definition, and the postmortems behind it."""
