"""A body becomes mentions, and mentions become entities."""
