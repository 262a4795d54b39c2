"""Territories come in with their country, which a file that does not name it leaves as it is."""

import pytest

from backend.identity.tables import Scope
from backend.intake.errors import ImportRefusedError
from tests.backend.intake.conftest import Importing
from tests.tables import small_tables


async def test_a_territory_keeps_the_country_that_a_file_does_not_name(load: Importing) -> None:
    await load(small_tables())
    north = {"code": "T-N", "name": "North"}
    await load({"territory": [{**north, "country": "LV"}]})
    await load({"territory": [{**north, "name": "Far north"}]})
    [row] = await Scope.select(Scope.name, Scope.country).where(Scope.code == "T-N")
    assert row == {"name": "Far north", "country": "LV"}
    with pytest.raises(ImportRefusedError) as caught:
        await load({"territory": [{**north, "country": "Latvia"}]})
    assert [cell.column for cell in caught.value.bad_cells] == ["country"]
    assert await Scope.count().where(Scope.country == "LV") == 1
