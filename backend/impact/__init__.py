"""What a demand change does: what becomes late or short, what is overloaded, and why.

Woken by `DemandChangeRequested` and `DemandChangeAmended`; tells `DemandChangeAssessed`.
"""
