"""Work items (待办、待阅、已办): a projection of the documents, per person and post."""
