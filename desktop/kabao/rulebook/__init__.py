"""National and regional rules, read from the versioned data in resources."""
