"""The shell of every page: layout, shared macros, static files, the pages for staff."""
