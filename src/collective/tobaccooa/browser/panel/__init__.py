"""The handling panel of a document, and the pages of actions that need more room."""
