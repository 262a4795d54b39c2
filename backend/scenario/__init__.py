"""What-ifs: the present plan copied, changed on paper and compared; one scenario may be adopted.

Nothing wakes it, and it tells nobody outside its own screens: a scenario is not the plan. Adopting one
opens a proposal, which a supervisor decides like any other.
"""
