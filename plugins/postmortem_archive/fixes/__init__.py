"""Safe corrections of a file: what can be put right without a person deciding anything."""
