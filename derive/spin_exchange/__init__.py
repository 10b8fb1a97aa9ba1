"""Spin exchange between an alkali vapour and a noble gas, derived from the collision of two spins.

Read in this order: ``collision`` (one collision), ``slowing_down`` (the electron spin of an atom with a nucleus),
``bloch`` (many random collisions), ``two_mode`` (collective excitations of two polarised gases).
"""
