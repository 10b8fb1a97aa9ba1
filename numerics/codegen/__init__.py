"""Derived equations -> readable numba modules with an accuracy audit; the one room of numerics that sees SymPy."""
