"""Cumulant expansions: counts of partitions, independent and Gaussian variables, two programs that agree."""

import pytest

from derive.dynamics.cumulants import Repeated, template


def test_cumulant_templates_are_exact_for_independent_variables_and_count_partitions():
    bell = [1, 1, 2, 5, 15, 52, 203]
    for m in (3, 4, 5, 6):
        terms = template((m - 1,) * m)
        assert len(terms) == bell[m] - 1
        # All operators equal to one: the mean of the product is one.
        assert sum(k for _, k in terms) == 1
    # Of Gaussian variables, all cumulants beyond two vanish: Isserlis' theorem for zero means.
    pairs = [blocks for blocks, k in template((2,) * 6) if all(mask.bit_count() == 2 for mask in blocks)]
    assert len(pairs) == 15


@pytest.mark.parametrize(("counts", "limit"), [((3, 2, 2), 4), ((1, 1, 1, 2), 3), ((4, 3), 2), ((2, 2, 1), 4)])
@pytest.mark.parametrize("zero", [None, (1,), (1, 1)])
def test_counting_equal_operators_gives_the_same_expansion_as_listing_partitions(counts, limit, zero):
    """Also where some mean is called zero, but cumulants with it are not."""
    letters = [k for k, n in enumerate(counts) for _ in range(n)]
    numbers = {}

    def number(own):
        if zero is not None and own[: len(zero)] == zero and not any(own[len(zero) :]):
            return 0
        return numbers.setdefault(own, len(numbers) + 1)

    counted = Repeated(number, lambda own: sum(own) <= limit, lambda _: False).mean(counts)
    listed = {}
    for blocks, factor in template((limit,) * len(letters)):
        factors = []
        for mask in blocks:
            chosen = [letters[k] for k in range(len(letters)) if mask >> k & 1]
            factors.append(number(tuple(chosen.count(k) for k in range(len(counts)))))
        if all(factors):
            key = tuple(sorted(factors))
            listed[key] = listed.get(key, 0) + factor
    assert counted == {key: factor for key, factor in listed.items() if factor}
