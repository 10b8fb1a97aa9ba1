"""The symbol table of modes in numbers, and of the transfer of quantum states from one mode to another."""

from __future__ import annotations

from fractions import Fraction

from derive.domains import COMPLEX, NONNEGATIVE, POSITIVE, Domain
from derive.records import Quantity, table
from derive.spin_exchange import mode_symbols, noise_symbols, spatial_symbols, symbols

_NUMBER = Domain(kind="integer", lower=Fraction(0), open_below=False)
_SHARE = Domain(lower=Fraction(0), upper=Fraction(1), open_below=False, open_above=False)

# the generator of one pair of coupled modes, as a matrix
GENERATOR = tuple(
    Quantity(name=f"L_{row}{column}", latex=f"L_{{{row}{column}}}", domain=COMPLEX, unit="1/s",
             meaning=f"rate of the mode {row} per amplitude of the mode {column}, in the frame of the noble gas")
    for row in "ab" for column in "ab"
)  # fmt: skip
SYMMETRIC = Quantity(
    name="S_F", latex=r"\mathcal A+\mathcal N", unit="1/s", domain=POSITIVE, meaning="strength of F F+ + F+ F"
)
ALIGNED_UNIFORM = Quantity(
    name="c_m0_abs",
    latex=r"\bar c_{m0}",
    domain=POSITIVE,
    meaning="overlap of an alkali mode that falls towards the wall with the uniform noble-gas mode",
)
ALIGNED = Quantity(
    name="c_mn_abs",
    latex=r"\bar c_{mn}",
    meaning="overlap of an alkali mode that falls towards the wall with a noble-gas mode that is not uniform",
)
ROOT_FUNCTION = Quantity(
    name="f_root", latex="f", meaning="function that vanishes where the wall leaves the spin alone"
)

# a linear channel from one mode to another
ETA = Quantity(name="eta", latex=r"\eta", domain=_SHARE, meaning="share of the excitations that is transferred")
ADDED = Quantity(
    name="n_add", latex=r"n_{\mathrm{add}}", domain=NONNEGATIVE, meaning="mean number of excitations that noise adds"
)
STRENGTH = Quantity(
    name="FF_in",
    latex=r"\langle FF^\dagger\rangle",
    domain=NONNEGATIVE,
    meaning="mean of F F+ of what noise adds to the mode",
)
SENT = Quantity(name="k_in", latex="k", domain=_NUMBER, meaning="number of excitations at the start")
FOUND = Quantity(name="l_out", latex="l", domain=_NUMBER, meaning="number of excitations that are found")
SPLIT = Quantity(name="m_kept", latex="m", domain=_NUMBER, meaning="number of excitations that survive the loss")
VARIABLE = Quantity(name="z", latex="z", domain=_SHARE, meaning="variable of a generating function")
GENERATING = Quantity(
    name="G_k", latex="G_k(z)", meaning="generating function of the number of excitations, sum of P_lk z^l"
)
CHANCE = Quantity(name="P_lk", latex=r"P_{l\leftarrow k}", meaning="chance of l excitations after the transfer of k")
CHANCE_TWO = Quantity(
    name="P_22", latex=r"P_{2\leftarrow2}", meaning="chance of two excitations after the transfer of two"
)
MEAN_FOUND = Quantity(
    name="l_mean", latex=r"\langle l\rangle", domain=NONNEGATIVE, meaning="mean number of excitations that is found"
)
INTENSITY = Quantity(
    name="x_int", latex="x", domain=NONNEGATIVE, meaning="squared modulus of the argument of a characteristic function"
)
ORDER = Quantity(name="j_sum", latex="j", domain=_NUMBER, meaning="order of a normally ordered moment")

# squeezing
V_IN = Quantity(
    name="V_in",
    latex=r"V_{\mathrm{in}}",
    domain=POSITIVE,
    meaning="variance of a quadrature at the start over that of the vacuum",
)
V_OUT = Quantity(
    name="V_out",
    latex=r"V_{\mathrm{out}}",
    domain=POSITIVE,
    meaning="variance of the transferred quadrature over that of the vacuum",
)
W_OUT = Quantity(
    name="W_out",
    latex=r"W_{\mathrm{out}}",
    domain=POSITIVE,
    meaning="variance of the other transferred quadrature over that of the vacuum",
)
FIDELITY = Quantity(
    name="F_sq", latex=r"\mathcal F", domain=POSITIVE, meaning="overlap of the transferred state with the prepared one"
)
DECIBEL = Quantity(name="s_dB", latex=r"s_{\mathrm{dB}}", meaning="squeezing in decibel")

TABLE = table(
    spatial_symbols.TABLE, mode_symbols.TABLE, noise_symbols.TABLE, GENERATOR,
    (SYMMETRIC, ALIGNED_UNIFORM, ALIGNED, ROOT_FUNCTION, ETA, ADDED, STRENGTH, SENT, FOUND, SPLIT, VARIABLE),
    (GENERATING, CHANCE, CHANCE_TWO, MEAN_FOUND, INTENSITY, ORDER, V_IN, V_OUT, W_OUT, FIDELITY, DECIBEL),
    symbols.TABLE,
)  # fmt: skip
