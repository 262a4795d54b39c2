"""What the rules' tests share: kernels that are compiled before anybody watches."""

import pytest

from backend.engine.whole import warm_up


@pytest.fixture(scope="session", autouse=True)
def kernels() -> None:
    """Compile the whole plan's kernels once, outside Hypothesis, which traces every line that runs."""
    warm_up.main()
