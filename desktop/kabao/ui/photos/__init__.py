"""Photographs in the window: cut to measure, taken in one by one or many at once."""
