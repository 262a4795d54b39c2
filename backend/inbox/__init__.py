"""What came from outside, once: `(source, external_id)` is unique, a second delivery changes nothing."""
