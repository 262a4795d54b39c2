"""The rules of the forecast: periods, series, steps, overrides, pipeline, consumption and purchase cycles."""
