"""Articles on disk: records, the Whoosh index, the query language, search, facets, sync."""
