"""What could be done about a change, and what was decided.

Woken by `DemandChangeAssessed`, `PlanRevised` and supervisors; tells `ProposalOpened`,
`ProposalDecided`.
"""
