"""Compiles the kernels once, so that nobody waits for it later: `python -m backend.engine.whole.warm_up`."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from backend.engine.situation import Demand, NodeFacts, Situation
from backend.engine.whole.changes import SetDemand
from backend.engine.whole.warm import Snapshot
from shared.terms import Procurement


def main() -> None:
    """Plan, alter, promise and explain for one item, which runs every kernel."""
    today, one = date(2026, 1, 5), UUID(int=1)
    node = NodeFacts(one, one, "", "", "", Procurement.MAKE, lead_time_days=1)
    line = Demand(one, one, one, one, "", 1, "", Decimal(1), today)
    warm = Snapshot(Situation(today, 3, (node,), demands=(line,)))
    warm.change(SetDemand(line))
    warm.promise(node.node, Decimal(1), today)
    warm.why(one)
    plan = warm.plan()
    for supply in plan.supplies:
        plan.work_of(supply)


if __name__ == "__main__":
    main()
