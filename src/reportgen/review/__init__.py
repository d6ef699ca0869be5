"""What a report says, held against its facts and its word lists before anyone signs it."""
