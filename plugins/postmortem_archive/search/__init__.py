"""One language, one analyzer, one ranking: in the terminal (Whoosh) and on the site (static files)."""
