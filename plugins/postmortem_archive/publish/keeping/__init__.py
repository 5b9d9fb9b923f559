"""What a build keeps, so that the next one makes only what has changed."""
