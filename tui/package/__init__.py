"""diploread: a keyboard-driven terminal reader for diplomatic news.

Three packages, imported one way only: ``config`` (what a user may change) <- ``index`` (a file
becomes an article one can search) <- ``tui`` (everything that faces the terminal).
"""
