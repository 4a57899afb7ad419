"""What a user may change: settings, keys, corrections, and the data the rules are made of.

The lowest room. It imports nothing of diploread but itself, and neither textual nor whoosh.
"""
