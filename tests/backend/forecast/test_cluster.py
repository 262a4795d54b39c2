"""Chunks go to a Dask cluster where there is one, and are worked out here where it is away."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from distributed import LocalCluster, get_worker

from backend.assembly import Company
from backend.cli.forecast_company import work
from backend.forecast.commands import StartForecast
from backend.forecast.repository import runs, series
from backend.kit import cluster
from backend.settings import SettingError, Settings
from shared.forecast_terms import ForecastCause
from shared.ids import new_id
from tests.backend.forecast.orders import add_orders
from tests.builders import SmallCompany


@pytest.fixture
async def scheduler() -> AsyncIterator[str]:
    async with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", host="127.0.0.1",
        dashboard_address=None, asynchronous=True,
    ) as made:  # fmt: skip
        cluster.use_cluster(made.scheduler_address)
        yield made.scheduler_address
        cluster.use_cluster("")


async def forecast(process: Company) -> UUID:
    run_id: UUID = await process.dispatcher.dispatch(
        StartForecast(new_id(), ForecastCause.LOADED), actor_id=None
    )
    await work(process, run_id)
    return run_id


async def test_a_run_on_the_cluster_is_the_same_to_the_last_hundredth(
    process: Company, small_company: SmallCompany, scheduler: str
) -> None:
    await add_orders(small_company)
    there = await forecast(process)
    assert await cluster.on_cluster(where_it_is_done) is not None
    cluster.use_cluster("")
    here = await forecast(process)

    assert [row["statistical"] for row in await series.cells_of(there)] == [
        row["statistical"] for row in await series.cells_of(here)
    ]
    run = await runs.run_of(there)
    assert run is not None
    assert run["notes"] == {"not_learned": run["series_count"]}


def where_it_is_done() -> str:
    return str(get_worker().address)


async def test_a_cluster_that_is_away_leaves_the_chunk_here_and_the_run_says_so(
    process: Company, small_company: SmallCompany, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    await add_orders(small_company, weeks=40)
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.3)
    cluster.use_cluster("tcp://127.0.0.1:9")
    try:
        run_id = await forecast(process)
    finally:
        cluster.use_cluster("")

    run = await runs.run_of(run_id)
    assert run is not None
    assert (run["status"], run["failed_count"], run["notes"]) == (
        "done", 0, {"cluster_away": 1, "not_learned": run["series_count"]},
    )  # fmt: skip
    assert "the scheduler at tcp://127.0.0.1:9 does not answer" in caplog.text


async def test_what_the_work_itself_raises_is_raised_here(scheduler: str) -> None:
    with pytest.raises(ZeroDivisionError):
        await cluster.on_cluster(divmod, 1, 0)


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8786", "http://dask:8786", "tcp://dask", "tcp://:8786"]
)
def test_what_is_no_scheduler_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(SettingError, match="LOCKSTEP_DASK"):
        Settings.from_environment({"LOCKSTEP_DASK": address})
