"""Imports, as the tests of the intake do them."""

from tests.backend.intake.conftest import load

__all__ = ["load"]
