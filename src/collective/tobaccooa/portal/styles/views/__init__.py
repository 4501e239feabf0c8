"""Pages and files of the faces; imported by nobody."""
