"""Formulas between text, LaTeX, SymPy and Typst: strict parsers, and printers that keep the order of a physicist."""

from __future__ import annotations

from derive.notation.parser import parse, parse_statement, parse_statements
from derive.notation.plain import parse_text
from derive.notation.source import NotationError
from derive.notation.statements import Statement
from derive.notation.vocabulary import Vocabulary

__all__ = ["NotationError", "Statement", "Vocabulary", "parse", "parse_statement", "parse_statements", "parse_text"]
