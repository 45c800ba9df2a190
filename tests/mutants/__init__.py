"""Mutation testing of the checker: `make mutants` changes its code in one place at a time and asks whether a test notices."""
