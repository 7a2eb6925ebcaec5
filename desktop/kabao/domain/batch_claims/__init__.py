"""Claims of many cards at once, by an employer: the list, its layout, photographs, answers."""
