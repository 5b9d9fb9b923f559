"""The beginning of an archive: what a repository tells about itself, and the files made from it."""
