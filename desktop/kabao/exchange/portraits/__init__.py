"""Photographs of people: read, turned upright, cut, measured and brought into a file size."""
