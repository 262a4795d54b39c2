"""A made-up maker of coatings and sealants, drawn from a seed: the same seed and day, the same company."""
