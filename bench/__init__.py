"""Neutral synthetic reports, and what it costs to build them."""
