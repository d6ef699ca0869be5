"""Charts as plain draw items: what a chart may claim, how it is drawn, and what it says to a screen reader.

`draw.draw` is the only door that loads matplotlib; `honesty` and `describe` need nothing but the plan.
"""
