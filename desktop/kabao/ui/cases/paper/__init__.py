"""Paper besides the package of one case: forms for the pen, many packages at once."""
