"""Master data as planning reads it: the facts, all of them together, and the hours of a day."""
