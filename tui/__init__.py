"""Everything that faces the terminal: the command line and the Textual app.

The top room: may import ``index`` and ``config``. Commands never import textual.
"""
