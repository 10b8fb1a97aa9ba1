"""Numeric room: kernels generated from derived equations, the solvers that run them, and studies."""
