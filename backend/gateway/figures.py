"""KPI, and where data come from."""

from backend.gateway.opened import OpenedGateway
from backend.intake.queries import import_runs
from backend.kpi.queries import kpi_board, kpi_view
from shared.schemas.intake import ImportRun
from shared.schemas.kpi import KPIBoard, KPIView
from shared.terms import KPIName


class FigureScreens(OpenedGateway):
    """KPI, and where data come from."""

    async def kpi_board(self) -> KPIBoard:
        """The KPI cards over everything that the viewer may see."""
        return await kpi_board(await self._viewer(), self._dispatcher.clock.now())

    async def kpi(self, kpi: KPIName, offset: int = 0) -> KPIView:
        """One figure with the rows behind it."""
        return await kpi_view(await self._viewer(), kpi, offset, self._dispatcher.clock.now())

    async def import_runs(self) -> list[ImportRun]:
        """Imports, newest first; for admins and stewards."""
        return await import_runs(await self._viewer())
