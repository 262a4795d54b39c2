"""Customers from all sides: their rhythm, segments found from data, fields of the company's own, the market.

The rhythm's rules are in `backend.engine.rhythm`, the service figures' in `backend.kpi.model`.
"""
