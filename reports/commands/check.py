"""``larmor check``: is a formula true?"""

from __future__ import annotations

import click

from reports.commands import bad_input, emit, json_option


@click.command()
@click.argument("formula")
@click.option("--against", required=True, metavar="ID", help="The derived equation that the formula speaks of.")
@json_option
def command(formula: str, against: str, as_json: bool) -> int:
    """Hold a formula, typed or in LaTeX, against a derived equation.

    A formula without a relation sign is held against the equation's right side. The exit code is 0 whatever the
    verdict, but 1 when two methods of ours are in conflict.

    \b
    Examples:
      larmor check 'J = zeta/2*sqrt(q*p_a*p_b*n_a*n_b)' --against spin_exchange.two_mode.J
      larmor check 'J = \\frac{\\zeta}{2}\\sqrt{q p_a p_b n_a n_b}' --against spin_exchange.two_mode.J
    """
    from derive.registry import UnknownNameError
    from numerics.parameters import InputError
    from reports import products, terminal, typed

    with bad_input(UnknownNameError, InputError):
        equation = products.equation(against)
        judgement = typed.judged(formula, equation)
    answer = {"formula": formula, "against": against, "derived": str(equation)}
    emit(answer | terminal.judgement_as_json(judgement), terminal.judgement(judgement, equation), as_json)
    return 1 if judgement.verdict == "conflict" else 0
