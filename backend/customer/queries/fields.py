"""The fields that the company has defined for its customers."""

from uuid import UUID

from backend.customer.queries.rights import DEFINERS
from backend.customer.repository import orders, own
from backend.identity.model import Viewer
from shared.schemas.customer import CustomerField


async def fields_for(viewer: Viewer) -> list[CustomerField]:
    """The company's fields in their order; for those who define them."""
    viewer.must_be(*DEFINERS)
    return await own.fields()


async def customers_by_code(viewer: Viewer) -> dict[str, UUID]:
    """The customers in the viewer's territories by their codes."""
    return await orders.ids_by_code(viewer.scope_ids)
