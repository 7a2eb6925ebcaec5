"""The way of a case in the window: the next step, what happened, snapshots, changes."""
