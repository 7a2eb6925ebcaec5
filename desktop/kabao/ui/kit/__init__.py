"""What every room of the window uses: theme, icons, lights, forms, jobs, alerts."""
