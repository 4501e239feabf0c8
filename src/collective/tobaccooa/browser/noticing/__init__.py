"""The pages of notices: the bell in the head, the centre, what each person wants by e-mail."""
