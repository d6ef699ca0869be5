"""Figures out of files and databases: each read once, as bytes with a digest, and every figure exact.

`files` reads a file whole, `decoding` makes text of it; `csv_file`, `workbook`, `json_file`, `sqlite_file`
and `database` open one kind each; `grid` finds a cell in a table, `figures` makes a number of what stands
there. `shelf` is the door: it opens every source once and finds the cell that a reference means.
"""
