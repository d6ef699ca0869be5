"""Formulas: a small closed language over metrics, with exact figures, units and bounds.

`parser.parse` makes a tree of `nodes`, `evaluate.evaluate` computes it in a `Scope`. A formula can name
metrics, their baselines and columns of tables, and call the functions of `functions`; it can do nothing else,
and its length, depth and digits are limited before anything is computed.
"""
