"""Symbolic room: from Hamiltonian, jump operators and statistics to checked equations and verdicts.

Knows no arrays and no files but its own data.
"""
