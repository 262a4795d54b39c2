### Time zones of the plan.
fence-frozen = Frozen zone
fence-negotiable = Negotiable
fence-free = Free zone
