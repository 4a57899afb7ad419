"""Widgets: they show what they are given and post messages; they touch no index and no file."""
