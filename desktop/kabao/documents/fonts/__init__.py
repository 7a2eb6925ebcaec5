"""Fonts of the paper: the shipped files, repaired on loading and chosen character by character."""
