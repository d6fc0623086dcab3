"""Headless work: batches, statistics, reports."""
