"""The only door to a person's rows: caller, role, purpose and reason go in; rows allowed come out."""
