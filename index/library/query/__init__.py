"""The query language: text -> tokens -> tree, and a tree back to words a person reads."""
