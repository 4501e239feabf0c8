"""The face of a portal: designs, colours, banner, footer, mourning days."""
