"""Delivery between units (邮送), signing for (签收), refusal and recall."""
