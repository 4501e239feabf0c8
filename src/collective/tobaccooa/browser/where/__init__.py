"""Where a document is: one plain sentence, for everybody who took part."""
