"""Master data over the API: what is sold, where, and to whom."""

from litestar import Router, get
from litestar.di import NamedDependency

from backend.catalog.queries import customer_page, items_sold, sites_for
from backend.identity.model import Viewer
from backend.kit.api_description import Limit, PageCursor, refusals
from backend.kit.paging import PageCursorUnreadableError
from shared.schemas.catalog import CustomerPage, ItemRow, SiteRow


@get("/items")
async def items(viewer: NamedDependency[Viewer]) -> list[ItemRow]:  # noqa: ARG001 -- only for people who are signed in
    """Everything that is sold, by code."""
    return await items_sold()


@get("/sites")
async def sites(viewer: NamedDependency[Viewer]) -> list[SiteRow]:
    """Every site, by name, and whose plan one may read."""
    return await sites_for(viewer)


@get("/customers", responses=refusals(PageCursorUnreadableError))
async def customers(
    viewer: NamedDependency[Viewer], cursor: PageCursor = None, limit: Limit = 100
) -> CustomerPage:
    """Customers in one's territories, by code."""
    return await customer_page(viewer, cursor, limit)


def catalog_router() -> Router:
    """The routes of master data; `viewer` comes from the application."""
    return Router(path="/api/v1", route_handlers=[items, sites, customers], tags=["Catalog"])
