"""The stages in order, with files and clocks: the only place where a report touches the outside world."""
