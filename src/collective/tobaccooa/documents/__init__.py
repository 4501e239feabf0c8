"""Official documents (公文): their fields, storage, checks and the number ledger (文号台账)."""
