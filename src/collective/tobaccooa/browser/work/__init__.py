"""Pages around the work lists: the pulse, saved filters, bulk reading, files, search."""
