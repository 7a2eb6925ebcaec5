"""The manual of the program: its chapters, where they lead, and which place each explains."""
