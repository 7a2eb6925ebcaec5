"""The workspace of one case: header, materials, editor, preview and preflight."""
