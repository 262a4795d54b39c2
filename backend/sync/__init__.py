"""Phone ops in, row state out: the offline-sync protocol of `docs/sync-protocol.md`.

Woken by phones; dispatches commands; answers each op once and for good.
"""
