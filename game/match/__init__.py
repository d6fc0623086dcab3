"""A running match: the one mutable object."""
