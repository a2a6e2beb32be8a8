"""The follow-up of everybody in one compiled pass over sorted arrays; equal to the queries to the digit."""
