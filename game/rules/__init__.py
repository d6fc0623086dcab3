"""Verbs: pure, deterministic functions of a situation, one mechanic a file. They know views only."""
