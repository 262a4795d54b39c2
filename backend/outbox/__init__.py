"""What must happen after a commit, at least once: reactions, pushes, timers, dead letters."""
