"""Rosters: rows of a spreadsheet as records of people, with what is doubtful in each cell."""
