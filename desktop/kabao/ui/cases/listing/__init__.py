"""The list of cases, and what starts or changes the head of one."""
