"""What keepers do: their columns, the form of an item, its steps; portals made and closed."""
