r"""Rates of a weak pump: on resonance for one atom, and for all atoms together a Doppler width away from it.

A weak field that couples ground and excited state by :math:`\Omega(|e\rangle\langle g|+|g\rangle\langle e|)`,
detuned by :math:`\delta`, keeps the amplitude of an excited state of width :math:`\gamma` at
:math:`c_e=-i\Omega/(\gamma/2+i\delta)` times that of the ground state, which photons leave at
:math:`\gamma|c_e|^2`. Collective emission is d times faster, where it is not reabsorbed: for atoms
whose Doppler shift takes them out of resonance.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy as sp

from derive.dissipative_entanglement import moment_symbols, symbols
from derive.records import Derivation, Equation
from derive.steps import Chain

MODULE = "dissipative_entanglement.resonant_pump"
PUMP, WIDTH, SHIFT = (q.symbol for q in (symbols.PUMP, symbols.LINEWIDTH, moment_symbols.DOPPLER))
COUPLED = r"the coupling is $\Omega(|e\rangle\langle g|+|g\rangle\langle e|)$, without a factor 1/2"
DECAY = "the excited level decays at the natural line width, which is the rate of its population"
COLLECTIVE = r"collective rates are $d$ times those of one atom"
WEAK = "the field is weak: the excited state follows the ground state at once and is hardly populated"


@dataclass(frozen=True, kw_only=True)
class WeakDrive:
    """The coupling of ground and excited amplitude, the decay of the excited amplitude and of its population."""

    coupling: sp.Expr = PUMP
    amplitude_decay: sp.Expr = WIDTH / 2
    photons: sp.Expr = WIDTH


MODEL = WeakDrive()


def derivation(model: WeakDrive = MODEL) -> Derivation:
    """The resonant rate of one atom, and the collective rate at the Doppler width."""
    return Derivation(
        module=MODULE, title="Rates of a weak pump", story=__doc__ or "", equations=(resonant(model), shifted(model))
    )


def steady(model: WeakDrive, detuning: sp.Expr) -> tuple[sp.Expr, bool]:
    """The rate at a detuning, and whether the amplitude that it uses is at rest."""
    decay = model.amplitude_decay + sp.I * detuning
    amplitude = -sp.I * model.coupling / decay
    rate = sp.factor(sp.expand(model.photons * amplitude * sp.conjugate(amplitude)).cancel())
    return rate, sp.expand(-decay * amplitude - sp.I * model.coupling).cancel() == 0


def resonant(model: WeakDrive = MODEL) -> Equation:
    """The rate of one atom on resonance."""
    rate, rests = steady(model, sp.Integer(0))
    chain = Chain(moment_symbols.RESONANT.symbol, moment_symbols.TABLE)
    chain.certified("photons leave the excited state", rate, "its amplitude at rest", rests)
    return chain.equation(
        id=f"{MODULE}.resonant", title="Pumping rate on resonance", lhs=moment_symbols.RESONANT.symbol,
        assumes=(COUPLED, DECAY, WEAK), source="Appendix C.2",
    )  # fmt: skip


def shifted(model: WeakDrive = MODEL) -> Equation:
    """The collective rate of atoms detuned by the Doppler width, far beyond the natural width."""
    rate, rests = steady(model, SHIFT)
    chain = Chain(moment_symbols.SHIFTED.symbol, moment_symbols.TABLE)
    depth = symbols.DEPTH.symbol
    chain.certified("d times the rate of one atom", depth * rate, "its amplitude at rest", rests)
    narrow = sp.series(depth * rate, WIDTH, 0, 2).removeO()
    chain.truncated("the Doppler width is large beside the natural width", narrow, WIDTH, 3)
    return chain.equation(
        id=f"{MODULE}.shifted", title="Collective pumping rate a Doppler width from resonance",
        lhs=moment_symbols.SHIFTED.symbol, assumes=(COUPLED, DECAY, WEAK, COLLECTIVE),
        source="Appendix C.2",
    )  # fmt: skip
