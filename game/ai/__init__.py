"""Controllers: they are given a view and return an order."""
