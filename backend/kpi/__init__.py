"""How the company is doing: order fill rate, OTIF, order lead time, demand at risk, proposals waiting.

Woken by loads, changed lines, plans, proposals and the timetable; tells `KPICrossed`, `KPIsCounted`.
"""
