"""What the production floor reports: machines down, hours, output, scrap; and how the plan follows.

Woken by supervisors' tablets and by the MES; tells `FloorReported` and `PromisesMoved`.
"""
