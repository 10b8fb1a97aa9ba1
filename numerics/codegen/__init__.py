"""Derived equations -> readable numba modules with an accuracy audit; the one room of numerics that sees SymPy.

The stages, each with a product that can be looked at: :mod:`load <numerics.codegen.load>` (equations),
:mod:`system <numerics.codegen.system>` (what goes where), :mod:`care <numerics.codegen.care>` (rewriting for
doubles), :mod:`module <numerics.codegen.module>` (common subexpressions and text),
:mod:`audit <numerics.codegen.audit>` (errors against 50 digits); :mod:`generate <numerics.codegen.generate>`
runs them.
"""
