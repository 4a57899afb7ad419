"""Articles on disk: records, the Whoosh index, the query language, search, facets, sync.

Who looks for something begins here; each line leads to the next.

What others use: ``library`` (search, rows, articles, facets, quotes), ``build`` (bring a library up
to date), ``rows`` (what is shown), ``damage`` (what can be wrong), ``history``, ``recent``.

*A library is built* (``build``): ``sources`` reads files into ``store``; ``records`` annotates them
(``annotating`` in processes; ``recounting``, ``neighbour_dates`` and ``known_offices`` for what one
article knows of others; ``changed`` and ``holding`` for what a correction touches; ``user_files``,
``user_checks``; ``fingerprint`` says when it is all to be done again; ``again`` does it for one);
``indexing`` makes volumes of what is new; ``story_map`` finds copies by their ``sketches``;
``folder`` switches to the new generation.

*A volume on disk*: ``volume_writer`` and ``table_writer`` write what ``volume``, ``table``,
``columns``, ``lexicon`` and ``sentence_sets`` read; ``words`` cuts texts; ``blobs``, ``bits`` and
``spool`` are the tools; ``fulltext/`` holds the postings, and alone knows Whoosh.

*A query is answered* (``engine``): ``query/`` parses it; ``plan`` makes sets of it, volume by
volume, with ``expand``, ``filters``, ``names``, ``relations``, ``marks`` and ``together``; what
sets cannot decide ``positions`` does, on ``texts``; ``order`` and ``answer`` put it in order;
``facets`` and ``ranking`` count; ``describe`` speaks of it; ``hits`` and ``word_hits`` find the
places. ``backend`` is the interface that another engine would have to keep, with its suite in the
tests.
"""
