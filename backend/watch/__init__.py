"""Alert rules as data: what is watched, from when on it is an alert, whose it is and when they are told.

Woken by whatever moves a watched figure and by the timetable; raises and clears alerts of `backend.alert`,
tells `OwnerTold`.
"""
