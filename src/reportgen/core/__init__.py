"""The vocabulary every stage shares: geometry, styles, text, diagnostics and the paged document. No I/O."""
