"""Language, look, folders, privacy."""
