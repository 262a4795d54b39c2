"""The forecast in the product: runs over the company's own orders, overrides, the pipeline, what orders consume.

The arithmetic is `backend.engine.forecast`; this slice knows what a series is, keeps runs and says what a
figure is made of.
"""
