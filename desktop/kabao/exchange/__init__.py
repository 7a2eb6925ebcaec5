"""Files that other programs make or read: the exchange JSON."""
