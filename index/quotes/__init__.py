"""A body and its mentions become quotes with speakers."""
