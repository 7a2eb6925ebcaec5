"""The manual in the window: opened by F1 at the place that explains what one is doing."""
