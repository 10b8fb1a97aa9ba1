"""Dissipatively driven entanglement of two atomic ensembles, derived from atoms, light and jump operators.

Read in this order: the light (master equation of driven atoms in a common field, effective jump operators, rates
averaged over thermal motion), the moments (variances of collective spins, the entanglement parameter), the bosonic
limit, and atoms of many levels.
"""
