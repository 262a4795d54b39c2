"""KPI, and where data come from."""

from typing import Protocol

from shared.schemas.intake import ImportRun
from shared.schemas.kpi import KPIBoard, KPIView
from shared.terms import KPIName


class FigureGateway(Protocol):
    """KPI, and where data come from."""

    async def kpi_board(self) -> KPIBoard:
        """The KPI cards over everything that the viewer may see."""
        ...

    async def kpi(self, kpi: KPIName, offset: int = 0) -> KPIView:
        """One figure with the rows behind it, 50 at a time."""
        ...

    async def import_runs(self) -> list[ImportRun]:
        """Imports, newest first; for admins and stewards."""
        ...
