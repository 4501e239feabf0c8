"""The unit registers (登记簿) and the searchable entries of documents."""
