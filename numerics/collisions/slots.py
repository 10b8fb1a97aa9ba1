"""Where the compiled loops find the kick of a collision: placeholders that linking replaces by generated kernels.

``numerics.collisions.linking`` writes copies of the loops in which the import of this module is an import of the
generated ones, so that the compiler puts the kick into the loop. The placeholders are never called.
"""

from __future__ import annotations


def collision_kick(phi: float) -> complex:
    """The kick of a collision with any phase [rad]; raises RuntimeError since only generated code has it."""
    raise RuntimeError("the loops of numerics.collisions run when they are linked: see numerics.collisions.linking")


def weak_collision_kick(phi: float) -> complex:
    """The same for phases up to a quarter of a radian."""
    return collision_kick(phi)
