"""Gaussian dynamics of two sets of damped modes, each diagonal, coupled by a matrix that switches in steps."""

from numerics.gaussian.model import GaussianError, Segment, System
from numerics.gaussian.moments import Moments, evolved
from numerics.gaussian.sphere import Sphere
from numerics.gaussian.transfers import Transfer, means, transfer

__all__ = ["GaussianError", "Moments", "Segment", "Sphere", "System", "Transfer", "evolved", "means", "transfer"]
