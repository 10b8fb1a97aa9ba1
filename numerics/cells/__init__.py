"""A vapour cell of one's own: its inputs from parameters and tables, and what kernels make of them."""
