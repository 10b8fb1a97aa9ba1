"""The text in LLVM's own language of a straight-line function; see `numerics.straight_line`."""

from __future__ import annotations

import ast
import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from numerics.straight_line import NotStraightError, Statement, Written, parts

INLINED = 150  # a body of at most so many operations is inlined into its caller
LLVM = {"sqrt", "exp", "log", "sin", "cos", "floor", "ceil"}
LIBM = {
    **{name: name for name in ("tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh")},
    **{name: name for name in ("expm1", "log1p", "erf", "erfc")},
    "gamma": "tgamma",
}


@dataclass(frozen=True)
class Number:
    """The names of LLVM values: of a real number, or of the two parts of a complex one."""

    real: str
    imaginary: str = ""


def llvm_text(written: Written, complex_names: frozenset[str] = frozenset(), contract: bool = True) -> tuple[str, str]:
    """(name, LLVM text) of a function with the arguments (t, y, p, out, work is its own).

    ``complex_names`` are those of y, p and out that hold complex numbers; ``contract`` allows fused multiply-add.
    Raises NotStraightError for an expression outside real and complex arithmetic and elementary functions.
    """
    cut = parts(written)
    symbol = f"straight_{written.name}_{_digest(written, complex_names, contract)}"
    if len(cut) == 1:
        part = Part(written, complex_names, contract, {}, {})
        lines = part.lines(cut[0])
        kind = "alwaysinline nounwind" if written.size <= INLINED else "nounwind"
        return symbol, "\n".join([_head(symbol, "", kind), *lines, "}", *_declared(part.calls)])
    kept = _kept(cut)
    kinds: dict[str, bool] = {}
    text: list[str] = []
    calls: set[str] = set()
    for number, own in enumerate(cut):
        part = Part(written, complex_names, contract, kept, kinds)
        text += [_head(f"{symbol}_{number}", "internal", "noinline nounwind"), *part.lines(own), "}"]
        calls |= part.calls
    handed = "double %t, ptr %y, ptr %p, ptr %out, ptr %work"
    text += [_head(symbol, "", "nounwind"), f"  %own = alloca [{2 * len(kept) + 1} x double], align 16"]
    text += [f"  call void @{symbol}_{i}({handed.replace('%work', '%own')})" for i in range(len(cut))]
    return symbol, "\n".join([*text, "  ret void", "}", *_declared(calls)])


def _digest(written: Written, complex_names: frozenset[str], contract: bool) -> str:
    said = [str(contract), str(written.columns), *sorted(complex_names), written.text]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _head(symbol: str, linkage: str, attributes: str) -> str:
    arguments = "double %t, ptr noalias readonly %y, ptr noalias readonly %p, ptr noalias %out, ptr noalias %work"
    return f"define {linkage} void @{symbol}({arguments}) {attributes} {{"


def _declared(calls: set[str]) -> list[str]:
    two = {"llvm.pow.f64"}
    return [f"declare double @{name}(double{', double' if name in two else ''})" for name in sorted(calls)]


def _kept(cut: list[list[Statement]]) -> dict[str, int]:
    """The places in the workspace of the names that a later part needs."""
    defined = {str(one.target): number for number, own in enumerate(cut) for one in own if isinstance(one.target, str)}
    later = {
        node.id: None
        for number, own in enumerate(cut)
        for one in own
        for node in ast.walk(one.value)
        if isinstance(node, ast.Name) and defined.get(node.id, number) < number
    }
    return {name: place for place, name in enumerate(later)}


@dataclass
class Part:
    """One LLVM function; ``kept`` are places in the workspace, ``kinds`` says which kept names are complex."""

    written: Written
    complex_names: frozenset[str]
    contract: bool
    kept: dict[str, int]
    kinds: dict[str, bool]
    calls: set[str] = field(default_factory=set)
    _text: list[str] = field(default_factory=list)
    _known: dict[str, Number] = field(default_factory=lambda: {"t": Number("%t")})

    def lines(self, statements: list[Statement]) -> list[str]:
        """The body's text."""
        for one in statements:
            number = self._number(one.value)
            if isinstance(one.target, int):
                self._store("out", one.target, number, "out" in self.complex_names)
                continue
            self._known[one.target] = number
            if one.target in self.kept:
                self.kinds[one.target] = bool(number.imaginary)
                self._store("work", self.kept[one.target], number, True)
        return [*self._text, "  ret void"]

    def _new(self, operation: str) -> str:
        name = f"%v{len(self._text)}"
        self._text.append(f"  {name} = {operation}")
        return name

    def _real(self, operation: str, *values: str) -> str:
        flag = " contract" if self.contract else ""
        return self._new(f"{operation}{flag} double {', '.join(values)}")

    def _at(self, base: str, place: int, is_complex: bool) -> Iterator[str]:
        for offset in (0, 1) if is_complex else (0,):
            yield self._new(f"getelementptr double, ptr %{base}, i64 {place * (1 + is_complex) + offset}")

    def _load(self, base: str, place: int, is_complex: bool, pair: bool) -> Number:
        values = [self._new(f"load double, ptr {at}") for at in self._at(base, place, pair)]
        return Number(*values[: 1 + is_complex])

    def _store(self, base: str, place: int, number: Number, pair: bool) -> None:
        for at, value in zip(
            self._at(base, place, pair), (number.real, number.imaginary or _double(0.0)), strict=False
        ):
            self._text.append(f"  store double {value}, ptr {at}")

    def _number(self, node: ast.expr) -> Number:
        match node:
            case ast.Constant(value=float() | int()):
                return Number(_double(float(node.value)))  # type: ignore[arg-type]
            case ast.Constant(value=complex()):
                return Number(_double(node.value.real), _double(node.value.imag))  # type: ignore[union-attr]
            case ast.Name():
                return self._named(node.id)
            case ast.Attribute(value=ast.Name(id="math"), attr="pi" | "e"):
                import math

                return Number(_double(getattr(math, node.attr)))
            case ast.Attribute(attr="real" | "imag"):
                whole = self._number(node.value)
                return Number(whole.real if node.attr == "real" else whole.imaginary or _double(0.0))
            case ast.UnaryOp(op=ast.USub()):
                inner = self._number(node.operand)
                return Number(*(self._real("fneg", one) for one in (inner.real, inner.imaginary) if one))
            case ast.BinOp():
                return self._binary(node)
            case ast.Call():
                return self._call(node)
        raise NotStraightError(f"{ast.unparse(node)} has no straight-line form")

    def _named(self, name: str) -> Number:
        if name not in self._known:
            if name in self.written.reads:
                base, place = self.written.reads[name]
                is_complex = base in self.complex_names
                self._known[name] = self._load(base, place, is_complex, is_complex)
            elif name in self.kinds:
                self._known[name] = self._load("work", self.kept[name], self.kinds[name], True)
            else:
                raise NotStraightError(f"{name} is used before it has a value")
        return self._known[name]

    def _binary(self, node: ast.BinOp) -> Number:
        a = self._number(node.left)
        if isinstance(node.op, ast.Pow):
            return self._power(a, node.right)
        b = self._number(node.right)
        match node.op:
            case ast.Add():
                return self._sum("fadd", a, b)
            case ast.Sub():
                return self._sum("fsub", a, b)
            case ast.Mult():
                return self._product(a, b)
            case ast.Div():
                return self._quotient(a, b)
        raise NotStraightError(f"{ast.unparse(node)} has no straight-line form")

    def _sum(self, operation: str, a: Number, b: Number) -> Number:
        real = self._real(operation, a.real, b.real)
        if not b.imaginary:
            return Number(real, a.imaginary)
        return Number(real, self._real(operation, a.imaginary or _double(0.0), b.imaginary))

    def _product(self, a: Number, b: Number) -> Number:
        real = self._real("fmul", a.real, b.real)
        if not a.imaginary and not b.imaginary:
            return Number(real)
        if not (a.imaginary and b.imaginary):
            own, other = (a.imaginary, b.real) if a.imaginary else (b.imaginary, a.real)
            return Number(real, self._real("fmul", own, other))
        real = self._real("fsub", real, self._real("fmul", a.imaginary, b.imaginary))
        crossed = self._real("fmul", a.imaginary, b.real)
        return Number(real, self._real("fadd", self._real("fmul", a.real, b.imaginary), crossed))

    def _quotient(self, a: Number, b: Number) -> Number:
        if b.imaginary:
            return self._complex_quotient(a, b)
        return Number(*(self._real("fdiv", one, b.real) for one in (a.real, a.imaginary) if one))

    def _complex_quotient(self, a: Number, b: Number) -> Number:
        """a/b by Smith's way: scaled by the larger part of b, so that no square overflows."""
        real_size, imaginary_size = (self._function("llvm.fabs.f64", one) for one in (b.real, b.imaginary))
        swap = self._new(f"fcmp olt double {real_size}, {imaginary_size}")
        # b turned by -i where its imaginary part is the larger: a/b = (-i a)/(-i b)
        turned = self._real("fneg", b.real)
        large = self._new(f"select i1 {swap}, double {b.imaginary}, double {b.real}")
        small = self._new(f"select i1 {swap}, double {turned}, double {b.imaginary}")
        above, beside = a.real, a.imaginary or _double(0.0)
        u = self._new(f"select i1 {swap}, double {beside}, double {above}")
        v = self._new(f"select i1 {swap}, double {self._real('fneg', above)}, double {beside}")
        ratio = self._real("fdiv", small, large)
        size = self._real("fadd", large, self._real("fmul", small, ratio))
        top = self._real("fadd", u, self._real("fmul", v, ratio))
        side = self._real("fsub", v, self._real("fmul", u, ratio))
        return Number(self._real("fdiv", top, size), self._real("fdiv", side, size))

    def _power(self, base: Number, exponent: ast.expr) -> Number:
        if not isinstance(exponent, ast.Constant) or not isinstance(exponent.value, int):
            power = self._number(exponent)
            if base.imaginary or power.imaginary:
                raise NotStraightError("a complex power has no straight-line form")
            self.calls.add("llvm.pow.f64")
            return Number(self._new(f"call double @llvm.pow.f64(double {base.real}, double {power.real})"))
        left, result = exponent.value, None
        while left:
            if left & 1:
                result = base if result is None else self._product(result, base)
            left >>= 1
            base = self._product(base, base) if left else base
        return result or Number(_double(1.0))

    def _function(self, name: str, argument: str) -> str:
        self.calls.add(name)
        return self._new(f"call double @{name}(double {argument})")

    def _call(self, node: ast.Call) -> Number:
        match node.func:
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name in LLVM or name in LIBM:
                symbol = f"llvm.{name}.f64" if name in LLVM else LIBM[name]
                return Number(self._function(symbol, self._number(node.args[0]).real))
            case ast.Attribute(value=ast.Name(id="cmath"), attr="exp"):
                inner = self._number(node.args[0])
                size = self._function("llvm.exp.f64", inner.real)
                turn = inner.imaginary or _double(0.0)
                parts = (self._function(f"llvm.{one}.f64", turn) for one in ("cos", "sin"))
                return Number(*(self._real("fmul", size, one) for one in parts))
            case ast.Attribute(attr="conjugate"):
                inner = self._number(node.func.value)
                return Number(inner.real, self._real("fneg", inner.imaginary) if inner.imaginary else "")
            case ast.Name(id="complex"):
                return Number(*(self._number(one).real for one in node.args))
            case ast.Name(id="abs"):
                inner = self._number(node.args[0])
                if not inner.imaginary:
                    return Number(self._function("llvm.fabs.f64", inner.real))
        raise NotStraightError(f"{ast.unparse(node)} has no straight-line form")


def _double(value: float) -> str:
    """The number in LLVM's exact notation."""
    return f"0x{struct.pack('>d', value).hex().upper()}"
