"""The only package that knows Whoosh: writes a segment, and reads its postings.

Two things differ from Whoosh's usual way, both for speed. A segment is written from postings that
are already grouped by word, through the codec's own writer, which skips the sort runs that make
up most of Whoosh's indexing time. And sets are read by whole decoded blocks, not posting by
posting, from pages that are checked when they are first used. Neither changes the files: Whoosh
opens and ranks them as its own. One folder holds one segment, written once; ``refresh()`` is
never called.

    writing.py   postings -> a segment, and the checksums of its pages
    blocks.py    how the postings of one word are packed
    pages.py     a file through a memory map, each page checked
    storage.py   lets Whoosh read such files
    segment.py   word -> documents and frequencies

Whoosh takes long to load and is wanted seldom: import these modules inside functions.
"""
