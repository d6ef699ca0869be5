"""What happens around a build: the calendar of a congress, runs, editions, many reports at once."""
