"""Operations of the stack program that computes coefficients; see `numerics.moments.kernels.coefficients`."""

from __future__ import annotations

CONSTANT, PARAMETER, TIME, ADD, MULTIPLY, POWER, ROOT, EXP, LOG, SIN, COS, TAN, SINH, COSH, TANH, CONJUGATE = range(16)
ABSOLUTE, STEP, REAL, IMAGINARY = range(16, 20)
