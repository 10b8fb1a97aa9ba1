"""The inputs of a cell, in SI units: what a person set, what the tables say, and constants of nature.

A number of the tables can be replaced by one's own. A pair without data is refused by name of the missing number,
with the setting that gives it; what the tables do not know for sure is collected as remarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from numerics import species
from numerics.parameters import ParameterError, Parameters
from numerics.propagation import Uncertain

if TYPE_CHECKING:
    from numerics.species import Datum

TABLE = "table"
# Numbers of the tables that a person may replace: the table's name, the SI unit, and which pair it belongs to.
OWN = {
    "kappa_0": ("kappa_0", "1", "noble gas"),
    "k_se": ("k_se", "m^3/s", "noble gas"),
    "sigma_sr": ("sigma_sr", "m^2", "noble gas"),
    "sigma_sd": ("sigma_sd", "m^2", "alkali"),
    "sigma_aa": ("sigma_se", "m^2", "alkali"),
    "sigma_q": ("sigma_sr", "m^2", "quenching gas"),
    "D_b": ("D", "m^2/s", "noble gas"),
    "D_q": ("D", "m^2/s", "quenching gas"),
}
QUENCHING_GAS = "N2"
_QUENCHING_MASS = 28.0061  # u, of N2: the correction for the isotopes is far below what a cross-section is known to
_FREEZING, _ATMOSPHERE = 273.15, 101325.0


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an input comes from: in words, and whether the number was found confirmed besides its source."""

    text: str
    confirmed: bool = True


@dataclass(frozen=True, kw_only=True)
class CellInputs:
    """Everything a cell is computed from: uncertain inputs by name, exact ones, origins, and remarks.

    ``remarks`` are sentences for a person: a temperature outside a fit (these are also in ``outside``), numbers
    without an uncertainty or quoted from memory.
    """

    uncertain: tuple[Uncertain, ...]
    exact: dict[str, float]
    origins: dict[str, Origin]
    remarks: tuple[str, ...]
    outside: tuple[str, ...]
    quenched: bool


def cell_inputs(parameters: Parameters) -> CellInputs:
    """The inputs of a cell; raises ParameterError, in one sentence, for a number that nobody gave."""
    alkali, noble = (species.atom(parameters.word(name)) for name in ("alkali", "noble_gas"))
    elements = {"alkali": "", "noble gas": noble.element, "quenching gas": QUENCHING_GAS}
    quenched = parameters.value("nitrogen_pressure") > 0
    reader = _Reader(parameters)
    reader.given("T_cell", "temperature", "K", "positive")
    reader.given("P_b", "pressure", "Pa", "positive")
    reader.given("P_q", "nitrogen_pressure", "Pa", "positive" if quenched else "real")
    reader.given("p_a", "p_a", "1", "share")
    reader.given("p_b", "p_b", "1", "share")
    for name, (entry, unit, partner) in OWN.items():
        if partner == "quenching gas" and not quenched:
            reader.exact[name] = 0.0
        else:
            reader.measured(name, entry, unit, alkali.element, elements[partner])
    reader.complete()
    reader.vapour(alkali.element)
    reader.diffusion()
    reader.atoms(alkali, noble)
    return CellInputs(
        uncertain=tuple(reader.uncertain), exact=reader.exact, origins=reader.origins,
        remarks=reader.remarks, outside=tuple(reader.outside), quenched=quenched,
    )  # fmt: skip


class _Reader:
    """Collects inputs; each method reads one kind."""

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self.uncertain: list[Uncertain] = []
        self.exact: dict[str, float] = {}
        self.origins: dict[str, Origin] = {}
        self.missing: dict[str, str] = {}
        self.outside: list[str] = []
        self.nuclei: list[str] = []
        self.bare: list[str] = []
        self.quoted: list[str] = []

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person should know of the inputs, in sentences."""
        said = [*self.outside, *self.nuclei]
        if self.bare:
            said.append(f"published without an uncertainty, so none is carried: {', '.join(self.bare)}")
        if self.quoted:
            said.append(f"quoted from memory, to be checked in their sources: {'; '.join(self.quoted)}")
        return tuple(said)

    def given(self, name: str, parameter: str, unit: str, domain: str) -> None:
        """A parameter with its uncertainty, which is the parameter of its name with ``_uncertainty``."""
        error = self.parameters.value(f"{parameter}_uncertainty")
        self._add(name, self.parameters[parameter].to(unit), error, domain, Origin(text="given"))

    def measured(self, name: str, entry: str, unit: str, alkali: str, other: str) -> None:
        """A number of the tables, or one's own in its place."""
        own = self.parameters[name]
        if not own.word:
            error = self.parameters.value(f"{name}_uncertainty")
            self._add(name, own.to(unit), own_error(own.unit, error, unit, name), "positive", Origin(text="given"))
            self.exact |= _holds_anywhere(name)
            return
        isotope = self.parameters.word("noble_gas") if other != QUENCHING_GAS else ""
        try:
            datum = species.pair(alkali, other, entry, isotope) if other else species.element(alkali, entry)
        except species.MissingDatumError as error:
            self.missing[name] = str(error)
            return
        self._add(name, datum.to(unit), datum.error(unit), "positive", self._origin(name, datum))
        self._conditions(name, datum)

    def complete(self) -> None:
        """Raises ParameterError that names every number that is missing, and the settings that give them."""
        if self.missing:
            names = f"{self.parameters.word('alkali')} and {self.parameters.word('noble_gas')}"
            settings = " ".join(f"--set {name}='{_example(name)}'" for name in self.missing)
            raise ParameterError(
                f"the tables lack what a cell of {names} needs: {'; '.join(self.missing.values())}; give your own "
                f"numbers, in the manner of {settings}"
            )

    def _origin(self, name: str, datum: Datum) -> Origin:
        where = species.source(datum.source)
        shown = f"{name} = {datum.value}{'' if datum.unit == '1' else f' {datum.unit}'}"
        if not datum.uncertainty:
            self.bare.append(shown)
        if not datum.confirmed:
            self.quoted.append(f"{shown} ({where})")
        return Origin(text=where, confirmed=bool(datum.confirmed))

    def _conditions(self, name: str, datum: Datum) -> None:
        """Temperature and slope of kappa_0, temperature and pressure of a diffusion coefficient."""
        if name == "kappa_0":
            self.exact["T_kappa"] = datum.temperature or self.parameters["temperature"].to("K")
            self.exact["kappa_s"] = float(datum.slope or 0)
        elif name in ("D_b", "D_q"):
            self.exact[f"T_{name}"] = datum.temperature or _FREEZING

    def vapour(self, element: str) -> None:
        """The vapour-pressure curve at the temperature; its uncertainty is that of a factor of the pressure."""
        temperature = self.parameters["temperature"].to("K")
        curve = species.curve(element, temperature)
        self.exact |= {"A_vap": float(curve.A), "B_vap": float(curve.B)}
        self._add("P_0", 1.0, curve.relative_error, "positive",
                  Origin(text=species.source(curve.source), confirmed=bool(curve.confirmed)))  # fmt: skip
        if not curve.holds(temperature):
            self.outside.append(outside(element, temperature))

    def diffusion(self) -> None:
        """The power of the temperature with which diffusion coefficients grow."""
        datum = species.diffusion_exponent()
        self._add("x_D", datum.to("1"), datum.error("1"), "real", self._origin("x_D", datum))

    def atoms(self, alkali: species.Atom, noble: species.Atom) -> None:
        """Spins, masses, moments and constants of nature; their uncertainties are below those of all else."""
        from scipy import constants

        if noble.spin > 0.5:
            self.nuclei.append(
                "a nucleus of spin above 1/2 relaxes by its quadrupole moment too: what that costs has to be part of "
                "noble_gas_lifetime"
            )
        u, magneton = constants.atomic_mass, constants.value("nuclear magneton")
        moment = noble.moment.to("1")
        self.exact |= {
            "I": alkali.spin, "K": noble.spin, "M_a": alkali.mass.to("u") * u, "M_b": noble.mass.to("u") * u,
            "M_q": _QUENCHING_MASS * u, "m_b": abs(moment) * magneton,
            # an electron's moment is antiparallel to its spin, and so is a negative moment
            "s_b": -1.0 if moment > 0 else 1.0,
            "g_e": alkali.ground_g.to("1"), "k_B": constants.k, "hbar": constants.hbar, "mu_0": constants.mu_0,
            "mu_B": constants.value("Bohr magneton"), "P_r": _ATMOSPHERE,
            "T_fill": self.parameters["filling_temperature"].to("K"),
        }  # fmt: skip

    def _add(self, name: str, value: float, error: float, domain: str, origin: Origin) -> None:
        self.uncertain.append(Uncertain(name=name, value=value, error=error, domain=domain))  # type: ignore[arg-type]
        self.origins[name] = origin


def own_error(unit: str, error: float, target: str, name: str) -> float:
    """An uncertainty in the unit that the cell is computed in."""
    from numerics.parameters import converted

    return converted(error, unit, target, name)


def _holds_anywhere(name: str) -> dict[str, float]:
    """A number of one's own holds at the temperature of the cell, a diffusion coefficient at 0 degC and 1 atm."""
    if name == "kappa_0":
        return {"T_kappa": _FREEZING, "kappa_s": 0.0}
    return {f"T_{name}": _FREEZING} if name in ("D_b", "D_q") else {}


def _example(name: str) -> str:
    return {"kappa_0": "6", "k_se": "6e-20 cm^3/s", "D_b": "0.3 cm^2/s", "D_q": "0.2 cm^2/s"}.get(name, "1e-22 cm^2")


def outside(element: str, temperature: float) -> str:
    """A sentence about a temperature that no vapour-pressure curve of a metal was fitted at."""
    curves = species.vapour(element)
    low, high = float(curves[0].t_min), float(curves[-1].t_max)
    return (
        f"the temperature {temperature:g} K ({temperature - _FREEZING:g} degC) is outside the vapour-pressure fit of "
        f"{element}, which holds from {low:g} K to {high:g} K ({low - _FREEZING:.0f} degC to {high - _FREEZING:.0f} "
        "degC): the density is an extrapolation"
    )
