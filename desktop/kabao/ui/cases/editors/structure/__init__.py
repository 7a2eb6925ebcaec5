"""Material 3 of a department: the national structure and what is added to it."""
