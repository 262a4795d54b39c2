"""The faults of `make mutants` still fit the code, and each names tests that are there."""

import ast

import pytest

from tests.mutants import MUTANTS, PROJECT


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_fault_still_fits_the_code(mutant, tmp_path):
    assert mutant.fits(PROJECT)
    path = tmp_path / mutant.file
    path.parent.mkdir(parents=True)
    path.write_bytes((PROJECT / mutant.file).read_bytes())

    mutant.apply(tmp_path)

    # A fault that does not even run would be noticed by any test at all.
    ast.parse(path.read_text(encoding="utf-8"))
    assert all((PROJECT / killer).exists() for killer in mutant.killers)


def test_there_are_enough_faults_with_names_of_their_own():
    assert len(MUTANTS) >= 20
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
