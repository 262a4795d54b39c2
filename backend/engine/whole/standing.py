"""The lots of a node as they stand: whole, or in parts that go by themselves, which are numbered behind the days."""

from backend.engine.whole.layout import NEED, OPTION, Days, Plan


def lots_standing(plan: Plan, place: int) -> list[int]:
    """The numbers of a node's lots and parts in the order of their needs, best priority first."""
    days = plan.gross.shape[1]
    count, parts = int(plan.lot_count[place]), int(plan.part_count[place])
    whole = [lot for lot in range(count) if plan.lot[place, OPTION, lot] >= 0]
    if len(whole) == count:
        return whole
    apart = [days + part for part in range(parts) if plan.part[place, OPTION, part] >= 0]
    return sorted(whole + apart, key=lambda lot: (int(row_of(plan, place, lot)[NEED]), lot))


def row_of(plan: Plan, place: int, lot: int) -> Days:
    """What stands of a lot or a part, in the columns of `Plan.lot`."""
    days = plan.gross.shape[1]
    row: Days = plan.lot[place, :, lot] if lot < days else plan.part[place, :, lot - days]
    return row


def units_of(plan: Plan, place: int, lot: int) -> int:
    """The units of a lot or a part."""
    days = plan.gross.shape[1]
    return int(plan.units[place, lot] if lot < days else plan.part_units[place, lot - days])


def early_of(plan: Plan, place: int, lot: int) -> int:
    """The units of a lot or a part that is late for want of hours that are there on the day it is due."""
    days = plan.gross.shape[1]
    return int(plan.early[place, lot] if lot < days else plan.part_early[place, lot - days])
