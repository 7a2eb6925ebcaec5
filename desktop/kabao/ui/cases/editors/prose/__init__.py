"""Writing comfort for the texts of material 2: one box for each text, one bar for all of them."""
