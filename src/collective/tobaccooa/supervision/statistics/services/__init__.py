"""`GET <unit>/@statistics`."""
