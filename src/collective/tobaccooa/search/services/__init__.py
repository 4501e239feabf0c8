"""`GET <unit>/@documents`."""
