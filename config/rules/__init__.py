"""Data: boilerplate rules, sources and agencies, as YAML; every file names its source."""
