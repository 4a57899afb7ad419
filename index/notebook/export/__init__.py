"""One module a format, each a pure function from entries to text; files are written atomically."""
