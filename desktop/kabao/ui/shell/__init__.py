"""The frame around the rooms: rail, top bar, status bar, welcome page, command palette."""
