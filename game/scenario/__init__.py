"""YAML in, objects out."""
