"""Bytes become raw articles: walk, decode, one module a format, the sandboxed worker."""
