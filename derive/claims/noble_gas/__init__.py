"""Katz, Shaham and Firstenberg, "Quantum interface for noble-gas spins based on spin-exchange collisions"."""
