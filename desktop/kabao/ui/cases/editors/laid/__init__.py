"""Material 3 of a person or an employer: the data of the holders laid into the structure."""
