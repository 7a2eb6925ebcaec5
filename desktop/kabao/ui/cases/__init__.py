"""The case workspace: six materials, editors, preview, findings, export."""
