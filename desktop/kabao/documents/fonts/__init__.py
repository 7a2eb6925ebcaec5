"""Fonts of the paper: five shipped files, repaired on loading and chosen character by character."""
