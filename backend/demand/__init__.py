"""What customers want: order lines, their changes, what was shipped and what came back.

Woken by phones (`RequestDemandChange`, `AmendDemandChange`, `WithdrawDemandChange`), by imports and by
decisions; tells `DemandChangeRequested`, `DemandChangeAmended`, `DemandChangeWithdrawn`.
"""
