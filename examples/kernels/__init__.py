"""From a model to derived Equations with checked steps, and from these to compiled kernels."""
