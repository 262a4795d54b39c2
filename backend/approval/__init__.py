"""Who has to agree before a proposal is carried out: rules as data, deputies, approvals given.

Woken by a decision that approves; tells who is to approve next, and when nobody has in time.
"""
