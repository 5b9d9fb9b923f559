"""One reader a file; :mod:`..registry` finds them."""
