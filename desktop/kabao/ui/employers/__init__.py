"""Employers, their forms and the clocks of article 57."""
