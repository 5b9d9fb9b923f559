"""What of a postmortem may leave the house: its public text, the faults of it, who approved it."""
