"""Pages of attached files: drawn small, arranged, ticked."""
