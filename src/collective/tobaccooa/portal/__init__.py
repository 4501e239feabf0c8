"""The portals: columns, their keepers and items, styles, front pages."""
