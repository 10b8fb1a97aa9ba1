"""Master equations as dense matrices, from their definition; shares no code with what it judges."""

import numpy as np


def kron(*factors):
    result = np.eye(1, dtype=complex)
    for factor in factors:
        result = np.kron(result, factor)
    return result


def lower(size):
    """a |n> = sqrt(n) |n-1>."""
    return np.diag(np.sqrt(np.arange(1, size)), 1).astype(complex)


def ket_bra(i, j, size=2):
    made = np.zeros((size, size), complex)
    made[i, j] = 1
    return made


class Space:
    """Systems side by side, first slowest."""

    def __init__(self, *sizes):
        self.sizes = sizes

    def put(self, place, matrix):
        return kron(*(matrix if k == place else np.eye(size) for k, size in enumerate(self.sizes)))

    @property
    def size(self):
        return int(np.prod(self.sizes))


def master(H, terms, rho):
    """d rho/dt; ``terms`` are (rate, c_a, c_b) for rate (c_b rho c_a+ - {c_a+ c_b, rho}/2)."""
    result = -1j * (H @ rho - rho @ H)
    for rate, one, other in terms:
        loss = one.conj().T @ other
        result = result + rate * (other @ rho @ one.conj().T - (loss @ rho + rho @ loss) / 2)
    return result


def random_state(rng, size, occupied=None):
    """A density matrix of full rank on the first ``occupied`` places of a diagonal mask."""
    raw = rng.normal(size=(size, size)) + 1j * rng.normal(size=(size, size))
    if occupied is not None:
        raw = raw * np.asarray(occupied, float)[:, None]
    rho = raw @ raw.conj().T
    return rho / np.trace(rho)


def mean(operator, rho):
    return np.trace(operator @ rho)
