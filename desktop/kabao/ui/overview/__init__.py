"""What needs attention today, drawn."""
