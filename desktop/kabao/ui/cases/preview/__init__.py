"""The page preview beside the editor."""
