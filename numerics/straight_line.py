"""Straight-line Python functions compiled by LLVM without numba's front end: 20 times sooner, and at full speed.

A generated right-hand side is a list of assignments. numba's front end needs milliseconds for each of them; here its
text is turned into LLVM's language and handed to numba inside an ``@intrinsic``, so that numba's dispatch, cache and
linking stay as they are. The text that people read is the text that is compiled. What is written is promised not to
overlap what is read (``noalias``), which numba itself cannot say: the arrays y and p must not share memory with out.

Long bodies are cut into parts that LLVM treats one by one, since some of its passes grow faster than linearly;
values that a later part needs go through a workspace on the stack.
"""

from __future__ import annotations

import ast
import gc
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PART = 500  # operations in a part; compile time is flat between 200 and 1000


class NotStraightError(ValueError):
    """A function that is more than assignments of numbers: one sentence."""


@dataclass(frozen=True)
class Statement:
    """``target = value``; a target is a name, or the place in ``out`` as one index."""

    target: str | int
    value: ast.expr
    size: int


@dataclass(frozen=True)
class Written:
    """A function's text taken apart: which names are elements of ``y`` and ``p``, and the statements after that."""

    name: str
    reads: dict[str, tuple[str, int]]
    statements: tuple[Statement, ...]
    columns: int
    text: str

    @property
    def size(self) -> int:
        """The number of operations."""
        return sum(one.size for one in self.statements)


def read(text: str, name: str, columns: int = 1) -> Written:
    """The function ``name`` of a module's text, whose ``out`` has rows of ``columns`` numbers.

    Raises NotStraightError for anything but assignments to names and to places of ``out``.
    """
    found = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name]
    if len(found) != 1:
        raise NotStraightError(f"{len(found)} functions are called {name} where one is expected")
    reads: dict[str, tuple[str, int]] = {}
    statements: list[Statement] = []
    for line in found[0].body:
        if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
            continue  # the docstring
        if not isinstance(line, ast.Assign) or len(line.targets) != 1:
            raise NotStraightError(f"line {line.lineno} of {name} is no assignment")
        target, value = line.targets[0], line.value
        if isinstance(target, ast.Name) and isinstance(value, ast.Subscript):
            reads[target.id] = (_name(value.value), _place(value.slice, 1))
            continue
        place = target.id if isinstance(target, ast.Name) else _place(_out(target), columns)
        statements.append(Statement(place, value, sum(isinstance(n, ast.BinOp | ast.Call) for n in ast.walk(value))))
    lines = text.splitlines()[found[0].lineno - 1 : found[0].end_lineno]
    return Written(name, reads, tuple(statements), columns, "\n".join(lines))


def _out(target: ast.expr) -> ast.expr:
    if not isinstance(target, ast.Subscript) or _name(target.value) != "out":
        raise NotStraightError(f"line {target.lineno} assigns to {ast.unparse(target)}, expected a name or out[...]")
    return target.slice


def _name(node: ast.expr) -> str:
    if not isinstance(node, ast.Name):
        raise NotStraightError(f"{ast.unparse(node)} stands where a name is expected")
    return node.id


def _place(index: ast.expr, columns: int) -> int:
    place = 0
    for part in index.elts if isinstance(index, ast.Tuple) else [index]:
        if not isinstance(part, ast.Constant) or not isinstance(part.value, int):
            raise NotStraightError(f"the index {ast.unparse(index)} is no number")
        place = place * columns + part.value
    return place


def parts(written: Written) -> list[list[Statement]]:
    """The statements cut into parts of about equal size."""
    found: list[list[Statement]] = [[]]
    size = 0
    for one in written.statements:
        if size > PART:
            found.append([])
            size = 0
        found[-1].append(one)
        size += one.size + 1
    return found


def straight_line(file: str, name: str, columns: int = 1, contract: bool = True) -> Any:
    """The function ``name(t, y, p, out)`` of a module's file as an intrinsic that numba-compiled code may call.

    The text is read when numba compiles, not when the module is loaded, so that a warm cache costs nothing.
    """
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def body(typing: Any, t: Any, y: Any, p: Any, out: Any) -> Any:
        arrays = {"y": y, "p": p, "out": out}
        complex_names = frozenset(key for key, one in arrays.items() if isinstance(one.dtype, types.Complex))

        def generated(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            from numerics.straight_llvm import llvm_text

            # The tree of a large text is millions of live objects, which the collector would go through again and
            # again while nothing of it can be freed.
            collecting = gc.isenabled()
            gc.disable()
            try:
                written = read(Path(file).read_text(encoding="utf-8"), name, columns)
                made = llvm_text(written, complex_names, contract)
            finally:
                if collecting:
                    gc.enable()
            _add_call(context, builder, signature, arguments, made)
            return context.get_dummy_value()

        return types.void(t, y, p, out), generated

    return body


def _add_call(context: Any, builder: Any, signature: Any, arguments: Any, made: tuple[str, str]) -> None:
    """Put the LLVM text into what numba is compiling, and a call of it where numba is."""
    import llvmlite.binding
    import llvmlite.ir
    import numba.core.cgutils

    llvm: Any = llvmlite.ir
    parse: Any = llvmlite.binding.parse_assembly
    tools: Any = numba.core.cgutils
    symbol, text = made
    context.active_code_library.add_llvm_module(parse(text))
    pointer = llvm.PointerType(llvm.DoubleType())
    kind = llvm.FunctionType(llvm.VoidType(), [llvm.DoubleType(), *[pointer] * 4])
    function = tools.get_or_insert_function(builder.module, kind, symbol)
    data = [
        builder.bitcast(tools.create_struct_proxy(one)(context, builder, value=argument).data, pointer)
        for one, argument in zip(signature.args[1:], arguments[1:], strict=True)
    ]
    builder.call(function, [arguments[0], *data, llvm.Constant(pointer, None)])
