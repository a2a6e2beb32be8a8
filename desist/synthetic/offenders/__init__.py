"""A whole made-up county of people and their proven offences, of the size and seed asked for."""
