"""Exact figures: metrics with their qualifiers, dates and sources, and how they are written."""
