r"""Caesium in the light of the probe: which levels take part, mu and nu, losses, pump and repump.

The probe travels across the magnetic field. Polarised across the field (y) it drives :math:`\Delta m = \pm1`, and the
photon that is emitted along with it keeps m; polarised along the field (x) it is the other way round. Both steps go
through all hyperfine levels of the excited state that have the magnetic quantum number wanted, so

.. math:: \frac\nu\mu = \frac{\sum_{F'} c_{F'}^{\mathrm{active}}/\Delta_{F'}}
          {\sum_{F'} c_{F'}^{\mathrm{passive}}/\Delta_{F'}} , \qquad
          Z = \frac1{\mu-\nu} = \sqrt{\frac{\mu+\nu}{\mu-\nu}} \quad\text{for}\quad \mu^2-\nu^2=1 .

Without noise the least entanglement parameter follows from the rates of lifting and lowering alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache

import sympy as sp
from sympy.physics.wigner import wigner_3j

from derive.dissipative_entanglement import alkali_symbols as letters
from derive.dissipative_entanglement import constants, dipoles, hyperfine, level_symbols, symbols
from derive.dissipative_entanglement.dipoles import Line, Sublevel
from derive.records import Derivation, Equation
from derive.steps import Chain, DerivationError, every

MODULE = "dissipative_entanglement.caesium"
TABLE = letters.TABLE
MU, NU, GAMMA = symbols.MU.symbol, symbols.NU.symbol, symbols.GAMMA.symbol
FAR = "atoms at rest; detunings from all excited levels are much larger than the natural width and the Larmor frequency"
FORWARD = "the photon is emitted along the probe, polarised across it"
D2 = "caesium, D2 line; levels of 6P1/2 and of the other ground manifold are too far away to matter"
ALONE = "the probe alone"
UNIT = "$\\Gamma$ is the rate of lifting less that of lowering, $\\mu^2-\\nu^2=1$"


@dataclass(frozen=True, kw_only=True)
class Probe:
    """The line, the polarisation of the probe (along x or y), and the manifold that its detuning is counted from."""

    line: Line = field(default_factory=Line)
    polarisation: str = "y"
    reference: int = 5
    structure: hyperfine.Structure = hyperfine.MODEL

    def detunings(self) -> dict[int, sp.Expr]:
        """The detuning from each excited manifold [Hz], positive for light that is blue of it."""
        own = {hyperfine.A: constants.HYPERFINE_P3.symbol, hyperfine.B: constants.QUADRUPOLE_P3.symbol}
        zero = hyperfine.level(self.structure, self.reference)
        return {
            f: letters.DETUNING.symbol + sp.expand((zero - hyperfine.level(self.structure, f)).xreplace(own))
            for f in self.line.excited_levels()
        }

    @property
    def levels(self) -> dict[str, Sublevel]:
        """Up and down, the outermost sublevels of the upper ground manifold, and h, that of the lower one."""
        lower, upper = dipoles.ground_levels(self.line)
        return {
            "up": Sublevel(f=upper, m=upper),
            "down": Sublevel(f=upper, m=upper - 1),
            "h": Sublevel(f=lower, m=lower),
        }

    def amplitude(self, start: str, end: str) -> sp.Expr:
        """The amplitude of a flip with a photon along the probe; raises DerivationError when there are several."""
        found = dipoles.amplitudes(self.line, self.levels[start], self.polarisation, self.levels[end], self.detunings())
        if len(found) != 1:
            raise DerivationError(f"from {start} to {end} there are {len(found)} polarisations, where one is expected")
        return next(iter(found.values()))

    def strength(self, start: Sublevel, end: Sublevel) -> sp.Expr:
        """The rate of scattering from one sublevel to another, all photons counted, in units of its own."""
        return dipoles.strength(self.line, start, self.polarisation, end, self.detunings())


MODEL = Probe()
LEVELS = MODEL.levels
ALONG = Probe(polarisation="x")
# names of the squeezing parameter along the field, by the manifold that the detuning is counted from
ALONG_REFERENCES = {5: "Z_x", 4: "Z_x_4", 3: "Z_x_3", 2: "Z_x_2"}


def derivation(model: Probe = MODEL) -> Derivation:
    """Levels that take part, squeezing parameter of both polarisations, ratios of losses, the least parameter."""
    return Derivation(
        module=MODULE,
        title="Caesium",
        story=__doc__ or "",
        equations=(
            *(path(way, level, model) for way in ("passive", "active") for level in model.line.excited_levels()),
            squeezing(model, "Z_y", "across the field"),
            *(
                squeezing(replace(ALONG, reference=f), name, f"along the field, detuning from F' = {f}")
                for f, name in ALONG_REFERENCES.items()
            ),
            *(ratio(f, m, model) for f, m in letters.RATIOS),
            mirrored(model),
            *weights(),
            ideal(),
        ),
    )


def _equation(name: str, title: str, lhs: sp.Basic, chain: Chain, **fields: object) -> Equation:
    return chain.equation(id=f"{MODULE}.{name}", title=title, lhs=lhs, **fields)


WAYS = {"passive": ("down", "up"), "active": ("up", "down")}


def path(way: str, level: int, model: Probe) -> Equation:
    """The squared product of the two dipole elements of the passive or the active interaction through one level."""
    start, end = WAYS[way]
    products = dipoles.path(model.line, model.levels[start], model.polarisation, model.levels[end], level)
    found = sp.Add(*(value**2 for value in products.values()))
    quantity = letters.PATHS[way, level]
    chain = Chain(quantity.symbol, TABLE)
    closed = every(
        dipoles.ground_levels(model.line), lambda f: _complete(model.line, Sublevel(f=f, m=f), model.polarisation)
    )
    chain.certified(
        "product of two matrix elements",
        sp.nsimplify(found),
        "sum rule",
        closed,
        "elements from a ground sublevel to all excited ones add up to what the electron alone has",
    )
    return _equation(
        f"{way}_{level}",
        quantity.meaning[0].upper() + quantity.meaning[1:],
        quantity.symbol,
        chain,
        assumes=(FORWARD, "in units of the reduced dipole element of the line"),
    )


@cache
def _complete(line: Line, start: Sublevel, drive: str) -> bool:
    """Whether squared elements from a sublevel to all excited ones add up to what the electron alone has."""
    total = sp.S.Zero
    for f in line.excited_levels():
        for q, share in dipoles.DRIVES[drive]:
            above = Sublevel(f=f, m=start.m + q)
            total += sp.Abs(share) ** 2 * dipoles.element(line, start, -q, above) ** 2
    return bool(sp.expand(total - _electron(line, start, drive)) == 0)


def _electron(line: Line, start: Sublevel, drive: str) -> sp.Expr:
    """The same sum without the nucleus: the electron up or down with the shares of the sublevel, through 3j symbols."""
    up_share = sp.Rational(1, 2) + sp.Rational(start.m) / (2 * line.nuclear + 1) * (1 if start.f > line.nuclear else -1)
    total = sp.S.Zero
    for weight, m in ((up_share, dipoles.HALF), (1 - up_share, -dipoles.HALF)):
        for q, share in dipoles.DRIVES[drive]:
            if abs(m + q) <= line.excited:
                element = wigner_3j(line.ground, 1, line.excited, -m, -q, m + q)
                total += weight * sp.Abs(share) ** 2 * element**2
    return sp.expand(total)


def squeezing(model: Probe, name: str, words: str) -> Equation:
    """Z from the amplitudes of lifting and lowering, as a function of the detuning."""
    lift, lower = model.amplitude(*WAYS["passive"]), model.amplitude(*WAYS["active"])
    q = sp.Abs(lower / lift)
    chain = Chain(1 / (MU - NU), TABLE)
    normal = sp.sqrt((MU + NU) / (MU - NU))
    identity = sp.expand((MU + NU) * (MU - NU) - (MU**2 - NU**2)) == 0
    chain.certified("normalise, mu^2 - nu^2 = 1", normal, "the product of sum and difference", identity)
    chain.certified(
        "amplitudes summed over excited levels",
        sp.sqrt((1 + q) / (1 - q)),
        "homogeneity",
        sp.cancel(normal**2 - ((1 + NU / MU) / (1 - NU / MU))) == 0,
        "only the ratio of the two weights matters",
    )
    return _equation(
        name,
        f"Squeezing parameter, probe polarised {words}",
        letters.SQUEEZE.symbol,
        chain,
        follows_from=("dissipative_entanglement.raman_rates.far", "dissipative_entanglement.hyperfine.energy"),
        assumes=(D2, FAR, FORWARD, "magnitudes of mu and nu; their signs are phases of the levels"),
        source="Sec. IV.1",
    )


def mirrored(model: Probe) -> Equation:
    """The sign of mu_I nu_II mu_II nu_I: the second ensemble has every sublevel mirrored, m to -m.

    Phases of levels and of the light's modes change two of the four weights at a time, so the sign is a fact, and
    when it is + all four can be taken positive.
    """
    facts = []
    for way in WAYS.values():
        start, end = (model.levels[name] for name in way)
        turned = (Sublevel(f=level.f, m=-level.m) for level in (start, end))
        mirror = dipoles.amplitudes(model.line, next(turned), model.polarisation, next(turned), model.detunings())
        facts.append(sp.cancel(sp.together(next(iter(mirror.values())) / model.amplitude(*way))))
    chain = Chain(letters.MIRROR.symbol, TABLE)
    chain.certified(
        "amplitudes of the second ensemble over those of the first",
        facts[0] * facts[1],
        "matrix elements of mirrored sublevels",
        all(fact in (1, -1) for fact in facts),
        "both change their sign, or neither does",
    )
    return _equation(
        "mirrored",
        "Sign of the weights of both ensembles",
        letters.MIRROR.symbol,
        chain,
        assumes=(D2, FORWARD, "the second ensemble is polarised against the field"),
    )


def ratio(f: int, m: int, model: Probe) -> Equation:
    """The rate of a loss from up over that to down, all photons counted."""
    top = model.levels["up"]
    found = model.strength(top, Sublevel(f=f, m=m)) / model.strength(top, model.levels["down"])
    quantity = letters.RATIOS[f, m]
    chain = Chain(found, TABLE)
    return _equation(
        f"ratio_{f}{m}",
        quantity.meaning[0].upper() + quantity.meaning[1:],
        quantity.symbol,
        chain,
        follows_from=("dissipative_entanglement.raman_rates.far",),
        assumes=(D2, FAR),
        source="Appendix E",
    )


def weights() -> tuple[Equation, Equation]:
    """The two rates by the weights: mu^2 Gamma and nu^2 Gamma, with Gamma their difference."""
    made = []
    for (a, b), weight in ((("down", "up"), MU), (("up", "down"), NU)):
        quantity = level_symbols.RATES[a, b]
        chain = Chain(quantity.symbol, TABLE)
        chain.certified(
            "normalised amplitudes",
            weight**2 * GAMMA,
            "their difference, mu^2 - nu^2 = 1",
            sp.expand((MU**2 - NU**2) * GAMMA - (MU**2 * GAMMA - NU**2 * GAMMA)) == 0,
        )
        made.append(
            _equation(
                f"weight_{a}_{b}",
                f"Rate from {a} to {b} by its weight",
                quantity.symbol,
                chain,
                follows_from=("dissipative_entanglement.raman_rates.far",),
                assumes=(UNIT, ALONE),
            )
        )
    return made[0], made[1]


def ideal() -> Equation:
    """The least entanglement parameter by the two rates of the probe alone."""
    lift, lower = (level_symbols.RATES[ends].symbol for ends in (("down", "up"), ("up", "down")))
    chain = Chain((MU - NU) ** 2, TABLE)
    found = (sp.sqrt(lift) - sp.sqrt(lower)) ** 2 / GAMMA
    back = sp.expand(found).xreplace({sp.sqrt(lift): MU * sp.sqrt(GAMMA), sp.sqrt(lower): NU * sp.sqrt(GAMMA)})
    back = back.xreplace({lift: MU**2 * GAMMA, lower: NU**2 * GAMMA})
    chain.certified(
        "by the rates of lifting and lowering", found, "substituting them back", sp.expand(back - (MU - NU) ** 2) == 0
    )
    return _equation(
        "ideal",
        "Least entanglement parameter, by the rates of the probe",
        letters.LEAST.symbol,
        chain,
        follows_from=tuple(e.id for e in weights()),
        assumes=(UNIT, ALONE),
    )
