"""What may be asked of proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self
from uuid import UUID

from backend.engine.apply import Amendment
from shared.schemas.ops import DecideProposalArgs
from shared.schemas.proposal import ChosenProposal
from shared.terms import DecisionKind, DecisionReason


@dataclass(frozen=True, slots=True)
class DecideProposal:
    """Approve, amend, reject or send back, on the plan revision that the decider saw."""

    id: UUID
    decision: DecisionKind
    plan_revision_id: UUID
    alternative: str | None
    amendments: tuple[Amendment, ...]
    reason: DecisionReason | None
    note: str
    base_ver: int

    @classmethod
    def asked(cls, row_id: UUID, base_ver: int, args: DecideProposalArgs) -> Self:
        """The command that args from outside ask for."""
        return cls(
            id=row_id,
            decision=args.decision,
            plan_revision_id=args.plan_revision_id,
            alternative=args.alternative,
            amendments=tuple(
                Amendment(
                    adjustment=each.adjustment,
                    quantity=None if each.quantity is None else Decimal(each.quantity),
                    on=each.on,
                )
                for each in args.amendments
            ),
            reason=args.reason,
            note=args.note,
            base_ver=base_ver,
        )


@dataclass(frozen=True, slots=True)
class UndoDecision:
    """Undo one's own decision, and all that was decided with it, while nothing of it has left the house."""

    id: UUID


@dataclass(frozen=True, slots=True)
class DecideProposals:
    """Decide several proposals in one go, all or none, each on the revision that the decider saw."""

    chosen: tuple[ChosenProposal, ...]
    decision: DecisionKind
    reason: DecisionReason | None
    note: str


@dataclass(frozen=True, slots=True)
class SetPricing:
    """Set the weights of a score and the rates of ways out, by name, in the place of those of a number."""

    base_number: int
    weights: Mapping[str, Decimal]
    rates: Mapping[str, Decimal]
    note: str


@dataclass(frozen=True, slots=True)
class SetFreight:
    """Say what a delivery from one site to another costs, and each pallet of it that is begun."""

    source_site_id: UUID
    site_id: UUID
    cost_per_delivery: Decimal
    cost_per_pallet: Decimal


@dataclass(frozen=True, slots=True)
class RemoveFreight:
    """Forget what a delivery from one site to another costs: it costs what any transfer does again."""

    source_site_id: UUID
    site_id: UUID
