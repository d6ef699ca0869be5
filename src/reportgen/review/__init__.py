"""What is held against a report before anyone signs it: figures, words, rounds."""
