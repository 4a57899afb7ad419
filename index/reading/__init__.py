"""Bytes become raw articles: walk, decode, one module a format, the sandboxed worker.

Everything here treats its input as hostile. ``read.read_bytes`` turns the bytes of one file into
articles and skips; ``formats`` holds one module a format; ``worker`` runs them in a process with
limits. Imports ``config`` and ``index.article`` only.
"""
