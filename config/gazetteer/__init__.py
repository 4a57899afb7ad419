"""Data: countries, capitals, offices, organisations, as YAML; every row has a source."""
