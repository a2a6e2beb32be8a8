"""A made-up county, drawn from the contracts: what Desist shows where no real data is at hand."""
