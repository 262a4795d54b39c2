"""The forecasting arithmetic: histories go in as arrays, forecasts, intervals and reasons come out.

No database, no clock, no tables. The same input and seed give the same forecast, on any number of cores.
"""
