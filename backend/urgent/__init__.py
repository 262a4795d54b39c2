"""Urgent orders: a runbook with an owner and a deadline for every stage, and where each one stands.

Woken by changes, decisions, reports and the time; tells owners, and those who are called when one is late.
"""
