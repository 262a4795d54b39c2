"""The rules of customers: segments, what is liked, what stands out, what may be said in a field."""
