"""The whole plan on arrays: every node, every day, with reasons; re-planned where a change touches it.

`planner.replan` answers once; `warm.Snapshot` is kept and moved along. The arithmetic is compiled with
numba where that is installed and runs as plain Python where it is not, with the same answers.
"""
