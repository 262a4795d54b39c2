"""What somebody should look at: orders that slip, KPIs that cross their threshold.

Woken by assessments, decisions and KPI readings; tells `AlertRaised`, `AlertCleared`, `OwnerTold`.
"""
