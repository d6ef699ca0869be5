"""The command line: commands, progress, excerpts; no logic of its own."""
