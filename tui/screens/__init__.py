"""Screens: they handle messages, call the index in workers, and set what widgets show."""
