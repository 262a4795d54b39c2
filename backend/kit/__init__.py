"""Small, general pieces without business words: engine, clock, hints, logging, guards."""
