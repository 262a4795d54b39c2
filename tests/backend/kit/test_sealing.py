"""What is sealed opens with the same key for the same thing, and in no other way."""

import pytest

from backend.kit.sealing import Seal, SealBrokenError

SEAL = Seal(bytes(range(32)))


def test_what_is_sealed_comes_back() -> None:
    sealed = SEAL.close(b"whsec", b"endpoint 1")

    assert SEAL.open(sealed, b"endpoint 1") == b"whsec"
    assert "whsec" not in sealed
    assert SEAL.close(b"whsec", b"endpoint 1") != sealed


def test_it_opens_for_nothing_else_and_with_no_other_key() -> None:
    sealed = SEAL.close(b"whsec", b"endpoint 1")

    with pytest.raises(SealBrokenError, match="altered"):
        SEAL.open(sealed, b"endpoint 2")
    with pytest.raises(SealBrokenError, match="sealed with key"):
        Seal(bytes(32)).open(sealed, b"endpoint 1")
    for place in range(9, len(sealed), 7):
        altered = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        with pytest.raises(SealBrokenError):
            SEAL.open(altered, b"endpoint 1")
