"""Measures what Lockstep promises; `make bench` runs all of it, `make bench NAMES="startup"` some.

A bench is a module here with `measure()`, plain or async, that returns figures. Each figure is set against a floor
measured in the same run where there is one, since the machine is never the same twice.
"""
