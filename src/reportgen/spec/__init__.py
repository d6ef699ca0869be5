"""The YAML file as a checked model in which every value knows its place."""
