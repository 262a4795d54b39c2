"""Work that may be done on a Dask cluster which the company has (`LOCKSTEP_DASK`); else it is done here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PATIENCE_SECONDS = 10


class ClusterAwayError(RuntimeError):
    """The cluster cannot be used; the text says why and what to do."""


@dataclass(slots=True)
class _Cluster:
    """The scheduler's address, "" for none; told once, when the process starts."""

    address: str = ""


_cluster = _Cluster()


def use_cluster(address: str) -> None:
    """Say to which scheduler work goes from now on; "" keeps it here."""
    _cluster.address = address


def has_cluster() -> bool:
    """Whether work is sent away."""
    return bool(_cluster.address)


async def on_cluster(work: Callable[..., Any], *given: object) -> Any:
    """What a pure function makes of its arguments, worked out by a worker of the cluster.

    `ClusterAwayError` if nobody answers, the library is not installed here, or workers do not have
    this version of Lockstep; what the work itself raises is raised here.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 -- an optional extra
    except ImportError as error:
        raise ClusterAwayError(
            "install the extra `cluster` (pip install lockstep[cluster])"
        ) from error
    address = _cluster.address
    try:
        async with Client(address, asynchronous=True, timeout=PATIENCE_SECONDS) as client:
            return await client.submit(work, *given, pure=False)
    except OSError as error:
        raise ClusterAwayError(f"the scheduler at {address} does not answer: {error}") from error
    except (ImportError, AttributeError) as error:
        raise ClusterAwayError(
            f"the workers of {address} need this version of Lockstep: {error}"
        ) from error
    except KilledWorker as error:
        raise ClusterAwayError(f"the workers of {address} ended under the work") from error
