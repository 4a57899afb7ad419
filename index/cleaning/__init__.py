"""A raw article becomes a body, its metadata, and removed pieces with their reasons."""
