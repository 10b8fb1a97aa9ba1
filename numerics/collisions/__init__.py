"""Spins that collide in random pairs: sample paths, exact averages over all paths, and what is read off them."""
