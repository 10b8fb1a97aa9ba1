"""The kernels that Larmor generates: each module here has a tuple ``KERNELS`` of specs; nobody keeps a list."""
