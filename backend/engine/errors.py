"""What the engine refuses to compute with."""

from typing import ClassVar

from shared.problem import ProblemError


class NodeUnknownError(ProblemError):
    """The item is not planned at that site (`item_id`, `site_id`)."""

    code: ClassVar[str] = "node_unknown"
    status: ClassVar[int] = 404


class BillOfMaterialLoopError(ProblemError):
    """An item is, by way of its components or transfers, a component of itself (`item`)."""

    code: ClassVar[str] = "bill_of_material_loop"
    status: ClassVar[int] = 409


class EditMissesError(ProblemError):
    """An edit of a scenario names something that the copied plan does not have (`kind`)."""

    code: ClassVar[str] = "edit_misses"
    status: ClassVar[int] = 409
