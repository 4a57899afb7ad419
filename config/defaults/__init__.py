"""Data: the default settings and the themes, as YAML."""
