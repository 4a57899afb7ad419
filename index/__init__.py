"""A file becomes an article one can search; the folders stand in the order the data flows.

``reading`` (bytes to text) -> ``cleaning`` (text to body and removed pieces) -> ``entities`` ->
``quotes`` know only the records in ``article``. ``pipeline`` puts the four together, ``library``
keeps and searches what comes out, ``analysis`` and ``notebook`` build on it.
May import ``config``; never ``tui``.
"""
