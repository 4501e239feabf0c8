"""Whether columns and portals are kept fresh: lights, reminders, the monthly table."""
