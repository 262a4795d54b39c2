"""The planning arithmetic: a situation goes in, arrays and reasons come out; no database, no clock.

It knows no slice. `demand`, `supply`, `plan` and everything above them may use it.
"""
