"""How a letter of an ensemble is written: as a sum over different atoms, the condition always shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy as sp

from derive.algebra.labels import CloudLetter, Delta, Factor

if TYPE_CHECKING:
    from derive.algebra.cloud import Cloud

DUMMIES = "ijklmnpqruvw"


def latex(cloud: Cloud, letter: CloudLetter) -> str:
    """The letter in LaTeX."""
    names = _names(letter)
    parts = [rf"\delta_{{{d.kept},{d.other}}}" for d in letter.deltas]
    parts += _sum_signs(cloud, letter, names)
    parts += [_factor_latex(f, names) for f in letter.factors]
    for slot, name in zip(letter.slots, names, strict=True):
        if slot.letter is not None:
            own = cloud.classes[slot.group]
            parts.append(own.species.latex(slot.letter, f"{own.name}_{name}"))
    return " ".join(parts)


def text(cloud: Cloud, letter: CloudLetter) -> str:
    """The letter in plain text."""
    names = _names(letter)
    inner = [_factor_text(f, names) for f in letter.factors]
    for slot, name in zip(letter.slots, names, strict=True):
        if slot.letter is not None:
            own = cloud.classes[slot.group]
            inner.append(own.species.text(slot.letter, f"{own.name}[{name}]"))
    body = "*".join(inner)
    bound = [c.replace(r" \neq ", "!=") for c in _conditions(cloud, letter, names)]
    if bound:
        body = f"sum[{', '.join(bound)}]({body})"
    return "*".join([*(_delta_text(d) for d in letter.deltas), *([body] if body else [])])


def _names(letter: CloudLetter) -> list[str]:
    """Each slot's label; bound slots take the first dummy names that no free label uses."""
    used = {str(slot.label) for slot in letter.slots} | {str(d.other) for d in letter.deltas}
    used |= {str(d.kept) for d in letter.deltas}
    free = iter([name for name in DUMMIES if name not in used] + [f"i{k}" for k in range(len(letter.slots))])
    return [next(free) if slot.label is None else str(slot.label) for slot in letter.slots]


def _conditions(cloud: Cloud, letter: CloudLetter, names: list[str]) -> list[str]:
    """For each class, its dummies with the labels from which they differ."""
    found = []
    for group in range(len(cloud.classes)):
        bound = [n for s, n in zip(letter.slots, names, strict=True) if s.group == group and s.label is None]
        fixed = [n for s, n in zip(letter.slots, names, strict=True) if s.group == group and s.label is not None]
        if len(bound) == 1 and fixed:
            found.append(r" \neq ".join([bound[0], ",".join(fixed)]))
        elif bound:
            found.append(r" \neq ".join(bound))
            if fixed:
                found.append(",".join(bound) + r" \neq " + ",".join(fixed))
    return found


def _sum_signs(cloud: Cloud, letter: CloudLetter, names: list[str]) -> list[str]:
    conditions = _conditions(cloud, letter, names)
    return [r"\sum_{" + r",\, ".join(conditions) + "}"] if conditions else []


def _factor_latex(f: Factor, names: list[str]) -> str:
    name = sp.latex(sp.Symbol(f.coupling.name))
    indices = ",".join(names[p] for p in f.indices)
    above = (r"\ast" if f.coupling.conjugated else "") + (f" {f.exponent}" if f.exponent != 1 else "")
    head = rf"{{{name}}}_{{{indices}}}" if "_" in name else rf"{name}_{{{indices}}}"
    return head + (f"^{{{above.strip()}}}" if above else "")


def _factor_text(f: Factor, names: list[str]) -> str:
    own = f"{f.coupling.name}[{','.join(names[p] for p in f.indices)}]"
    own = f"conjugate({own})" if f.coupling.conjugated else own
    return own if f.exponent == 1 else f"{own}^{f.exponent}"


def _delta_text(d: Delta) -> str:
    return f"delta[{d.kept},{d.other}]"
