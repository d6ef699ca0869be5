"""From the spec and its data to a document: blocks in reading order, texts resolved, numbered."""
