"""Who gets what when there is not enough for all: by strategy and class, decided, and promised anew.

Woken by `PromisesMoved`, planners and supervisors; tells `AllocationOpened` and `AllocationDecided`.
"""
