"""One module a format: each turns the bytes of a file into raw articles.

A module has ``read(source: Source) -> Reading`` and raises ``Unreadable`` with a reason a person
understands. Heavy parsers are imported inside the functions that need them.
"""
