r"""Macros that take arguments: fractions, roots, functions, sums, integrals, derivatives, matrices, constants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from derive.notation import values
from derive.notation.reader import Reader
from derive.notation.source import Group, Item, Token, shape_of

Construct = Callable[[Reader, Token], Any]

FUNCTIONS: dict[str, Any] = {
    r"\sin": sp.sin, r"\cos": sp.cos, r"\tan": sp.tan, r"\cot": sp.cot, r"\sec": sp.sec, r"\csc": sp.csc,
    r"\arcsin": sp.asin, r"\arccos": sp.acos, r"\arctan": sp.atan, r"\sinh": sp.sinh, r"\cosh": sp.cosh,
    r"\tanh": sp.tanh, r"\coth": sp.coth, r"\exp": sp.exp, r"\ln": sp.log, r"\arg": sp.arg, r"\Re": sp.re,
    r"\Im": sp.im, r"\min": sp.Min, r"\max": sp.Max, r"\operatorname{arsinh}": sp.asinh,
    r"\operatorname{arcosh}": sp.acosh, r"\operatorname{artanh}": sp.atanh, r"\operatorname{erf}": sp.erf,
    r"\operatorname{erfc}": sp.erfc, r"\operatorname{erfi}": sp.erfi,
    r"\operatorname{sgn}": sp.sign, r"\operatorname{Re}": sp.re,
    r"\operatorname{Im}": sp.im, r"\operatorname{Heaviside}": sp.Heaviside, r"\operatorname{Dirac}": sp.DiracDelta,
    r"\operatorname{Gamma}": sp.gamma, r"\operatorname{Kronecker}": sp.KroneckerDelta,
    r"\operatorname{LeviCivita}": sp.LeviCivita,
}  # fmt: skip
_INDEXED: dict[str, Any] = {r"\operatorname{J}": sp.besselj, r"\operatorname{j}": sp.jn}
_SEVERAL = (r"\min", r"\max", r"\operatorname{Kronecker}", r"\operatorname{LeviCivita}")
_NEVER_POWERED = (r"\exp", r"\min", r"\max")
_BRACKETS = ("(", "[", r"\{")


def differential_at(reader: Reader) -> int:
    r"""How many items ``d`` or ``\mathrm d`` takes at the cursor, 0 when there is no differential sign."""
    if reader.vocabulary.symbol_at(reader.items, reader.at)[1]:
        return 0
    if reader.text() == "d":
        return 1
    following = reader.peek(1)
    if reader.text() == r"\mathrm" and following is not None and shape_of([following]) == ("d",):
        return 2
    return 0


def function_call(reader: Reader, function: Any, length: int) -> Any:
    """A function of the vocabulary with its arguments in round brackets."""
    reader.at += length
    arguments = _arguments(reader)
    reader.last = "function"
    return function(*arguments)


def _arguments(reader: Reader) -> list[Any]:
    opener = reader.peek()
    if not isinstance(opener, Token) or opener.text != "(":
        reader.fail("the arguments of the function were expected in round brackets")
    reader.at += 1
    outside, reader.in_integral = reader.in_integral, False
    reader.closers.append(")")
    arguments = [reader.expression()]
    while reader.take(","):
        arguments.append(reader.expression())
    closer = reader.peek()
    if not isinstance(closer, Token) or closer.text != ")":
        reader.fail("')' was expected to close the arguments of the function")
    if (opener.size == r"\left") != (closer.size == r"\right"):
        reader.fail(r"\left and \right do not belong together here")
    reader.closers.pop()
    reader.in_integral = outside
    reader.at += 1
    return arguments


def _function(reader: Reader, token: Token) -> Any:
    function, exponent = FUNCTIONS[token.text], None
    if reader.take("^"):
        place = reader.place()
        exponent = reader.value_of_item(reader.argument_item("^"))
        if token.text in _NEVER_POWERED or not exponent.is_positive:
            reader.fail(f"the power of {token.text} is ambiguous: write brackets around the whole", place)
    if token.text in _SEVERAL:
        arguments = _arguments(reader)
        reader.last = "function"
        return function(*arguments)
    bracketed = reader.text() in _BRACKETS
    place = reader.place()
    argument = reader.atom()
    if values.is_matrix(argument):
        reader.fail("the argument of a function cannot be a vector or matrix", place)
    if reader.last == "function" or (not bracketed and reader.text() in ("^", "!")):
        reader.fail("how far the argument of the function reaches is ambiguous: write brackets")
    reader.last = "function" if bracketed else "bare function"
    value = function(argument)
    return value if exponent is None else value**exponent


def _indexed(reader: Reader, token: Token) -> Any:
    if not reader.take("_"):
        reader.fail(f"{token.text} needs its order as a subscript")
    order = reader.argument("_")
    (argument,) = _arguments(reader)
    reader.last = "function"
    return _INDEXED[token.text](order, argument)


def _fraction(reader: Reader, token: Token) -> Any:
    start = reader.place()
    above, below = reader.argument_item(token.text), reader.argument_item(token.text)
    following = reader.peek()
    digits = all(isinstance(i, Token) and i.text.isdigit() for i in (below, following))
    if digits and following is not None and following.start == below.end:
        reader.fail(f"{token.text} with three digits is ambiguous: write braces", below.start)
    derivative = _derivative_of(reader, _inside(above), _inside(below))
    if derivative is not None:
        return derivative
    reader.last = "bracket"
    upper, lower = reader.value_of_item(above), reader.value_of_item(below)
    return values.divide(upper, lower, lambda why: reader.fail(why, start))


def _inside(item: Item) -> tuple[Item, ...]:
    return item.items if isinstance(item, Group) else (item,)


def _derivative_of(reader: Reader, above: Sequence[Item], below: Sequence[Item]) -> Any:
    r"""``\frac{d^n X}{d t^n}`` or ``\frac{d}{dt} X``; None when the fraction is no derivative."""
    skip = _differential(reader, above)
    if not skip or not _differential(reader, below) or shape_of(above[:skip]) != shape_of(below[:skip]):
        return None
    order, rest = _order(reader, above[skip:])
    variable = below[skip:]
    count, stop = sp.Integer(1), len(variable)
    if len(variable) > 2 and shape_of(variable[-2:-1]) == ("^",):
        stop -= 2
        count = reader.value_of_item(variable[-1])
    if order != count:
        reader.fail(f"the orders of the derivative, {order} and {count}, differ", below[0].start)
    symbol = reader.symbol_in(variable[:stop], below[0].start)
    if rest:
        operand = reader.value_of(rest, rest[0].start, rest[-1].end)
        reader.last = "bracket"
    else:
        operand = reader.factor()
        reader.last = "derivative"
    return _differentiated(operand, symbol, order)


def _differential(reader: Reader, items: Sequence[Item]) -> int:
    if not items or reader.vocabulary.symbol_at(items, 0)[1]:
        return 0
    shape = shape_of(items[:2])
    if shape[0] in ("d", r"\partial"):
        return 0 if shape[1:] == ("_",) else 1
    return 2 if shape == (r"\mathrm", "d") else 0


def _order(reader: Reader, items: Sequence[Item]) -> tuple[Any, Sequence[Item]]:
    if len(items) >= 2 and shape_of(items[:1]) == ("^",):
        return reader.value_of_item(items[1]), items[2:]
    return sp.Integer(1), items


def _differentiated(operand: Any, symbol: sp.Symbol, order: Any) -> Any:
    def one(entry: Any) -> Any:
        return sp.Derivative(entry, (symbol, order), evaluate=False)

    return operand.applyfunc(one) if values.is_matrix(operand) else one(operand)


def _partial(reader: Reader, token: Token) -> Any:
    if not reader.take("_"):
        reader.fail(r"\partial needs its variable as a subscript", token.start)
    variable = reader.argument_item("_")
    order: Any = sp.Integer(1)
    if reader.take("^"):
        order = reader.value_of_item(reader.argument_item("^"))
    if not (order.is_Integer and order > 0):
        reader.fail("the order of a derivative is a positive integer", token.start)
    symbol = reader.symbol_in(_inside(variable), variable.start)
    operand = reader.factor()
    if reader.last in ("bare function", "integral", "sum"):
        reader.fail("how far the derivative reaches is ambiguous: write brackets", token.start)
    reader.last = "derivative"
    return _differentiated(operand, symbol, order)


def _root(reader: Reader, token: Token) -> Any:
    degree: Any = sp.Integer(2)
    if reader.text() == "[":
        start = reader.at + 1
        while reader.peek() is not None and reader.text() != "]":
            reader.at += 1
        inside = reader.items[start : reader.at]
        if not inside or not reader.take("]"):
            reader.fail(r"the degree of \sqrt[n]{x} is not given or not closed", token.start)
        degree = reader.value_of(inside, inside[0].start, inside[-1].end)
    radicand = reader.argument(r"\sqrt")
    reader.last = "bracket"
    if values.is_matrix(radicand) or values.is_operator(radicand) or degree == 0:
        reader.fail("a root of this has no meaning", token.start)
    return radicand ** (1 / degree)


def _bounds(reader: Reader, token: Token) -> tuple[Item, Any]:
    if not reader.take("_"):
        reader.fail(f"{token.text} needs a lower bound", token.start)
    lower = reader.argument_item("_")
    if not reader.take("^"):
        reader.fail(f"{token.text} needs an upper bound", token.start)
    return lower, reader.argument("^")


def _series(reader: Reader, token: Token) -> Any:
    lower, upper = _bounds(reader, token)
    inside = _inside(lower)
    signs = [i for i, shape in enumerate(shape_of(inside)) if shape == "="]
    if len(signs) != 1 or signs[0] == 0 or signs[0] + 1 == len(inside):
        reader.fail(f"{token.text} needs a lower bound of the form k=0", lower.start)
    index = reader.symbol_in(inside[: signs[0]], lower.start)
    first = reader.value_of(inside[signs[0] + 1 :], inside[signs[0] + 1].start, inside[-1].end)
    body = reader.term()
    if values.is_matrix(body):
        reader.fail("the terms of this sum are vectors or matrices: write it by components", token.start)
    reader.last = "sum"
    return (sp.Sum if token.text == r"\sum" else sp.Product)(body, (index, first, upper))


def _integral(reader: Reader, token: Token) -> Any:
    lower, upper = _bounds(reader, token)
    first = reader.value_of_item(lower)
    outside, reader.in_integral = reader.in_integral, True
    measure_first = bool(differential_at(reader))
    integrand: Any = sp.Integer(1)
    if measure_first:
        variable = _measure(reader, token)
        reader.in_integral = outside
        integrand = reader.term()
    else:
        integrand = reader.term()
        variable = _measure(reader, token)
        reader.in_integral = outside
    if values.is_matrix(integrand):
        reader.fail("the integrand is a vector or matrix: write it by components", token.start)
    reader.last = "integral"
    return sp.Integral(integrand, (variable, first, upper))


def _measure(reader: Reader, token: Token) -> sp.Symbol:
    count = differential_at(reader)
    if not count:
        reader.fail("the integral has no measure dx in its first term: write brackets around a sum", token.start)
    reader.at += count
    found, length = reader.vocabulary.symbol_at(reader.items, reader.at) if reader.peek() else (None, 0)
    if not length or not isinstance(found, sp.Symbol):
        reader.fail("a declared symbol was expected after the d of the integral")
    reader.at += length
    return found


def _binomial(reader: Reader, token: Token) -> Any:
    reader.last = "bracket"
    above, below = reader.argument(token.text), reader.argument(token.text)
    if any(value.is_number and abs(value) > values.LARGEST for value in (above, below)):
        reader.fail(f"a binomial above {values.LARGEST} is not worked out", token.start)
    return sp.binomial(above, below)


def _matrix(reader: Reader, token: Token) -> Any:
    ending = token.text.replace(r"\begin", r"\end")
    outside, reader.in_integral = reader.in_integral, False
    reader.closers.append(ending)
    rows: list[list[Any]] = [[reader.expression()]]
    while not reader.take(ending):
        if reader.take("&"):
            rows[-1].append(reader.expression())
        elif reader.take(r"\\"):
            if reader.text() != ending:
                rows.append([reader.expression()])
        else:
            reader.fail(f"an entry of the matrix, & or {ending} was expected")
    if len({len(row) for row in rows}) > 1:
        reader.fail("the rows of the matrix have different lengths", token.start)
    reader.closers.pop()
    reader.in_integral = outside
    reader.last = "bracket"
    return sp.ImmutableMatrix(rows)


def _upright(reader: Reader, token: Token) -> Any:
    r"""``\mathrm i`` and ``\mathrm e`` are the constants; anything else upright must be declared."""
    following = reader.peek()
    shape = shape_of([following])[0] if following is not None else ""
    if shape not in ("i", "e"):
        reader.at -= 1
        reader.undeclared()
    reader.at += 1
    return sp.I if shape == "i" else sp.E


def _constant(value: Any) -> Construct:
    return lambda reader, token: value


CONSTRUCTS: dict[str, Construct] = {
    **dict.fromkeys(FUNCTIONS, _function),
    **dict.fromkeys(_INDEXED, _indexed),
    **dict.fromkeys((r"\frac", r"\tfrac", r"\dfrac"), _fraction),
    **dict.fromkeys((r"\binom", r"\tbinom", r"\dbinom"), _binomial),
    **dict.fromkeys((r"\begin{pmatrix}", r"\begin{bmatrix}"), _matrix),
    **dict.fromkeys((r"\sum", r"\prod"), _series),
    r"\int": _integral, r"\partial": _partial, r"\sqrt": _root, r"\mathrm": _upright,
    "i": _constant(sp.I), "e": _constant(sp.E), r"\pi": _constant(sp.pi), r"\infty": _constant(sp.oo),
}  # fmt: skip
