"""One editor for each kind of material."""
