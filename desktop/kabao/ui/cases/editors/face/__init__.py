"""Material 4: both sides of the card, drawn from rules and texts."""
