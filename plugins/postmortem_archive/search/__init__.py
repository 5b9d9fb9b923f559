"""One language, one analyzer, one ranking: for the terminal (Whoosh) and for the published archive (static files)."""
