"""Data: articles about invented people and events, offered at the first start."""
