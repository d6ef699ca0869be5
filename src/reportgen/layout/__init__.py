"""Pages from a document: blocks are measured, flowed into columns and composed to final pages."""
