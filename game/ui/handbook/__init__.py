"""The help's words and tables, made from the ruleset in force: numbers are read, never written."""
