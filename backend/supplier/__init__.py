"""Working with suppliers: what they are asked, what they answer by link without an account, how reliable they are.

Woken by `PurchaseMoved`; tells `SupplierAsked`, `SupplierRequestSent`, `SupplierLinkMoved` and `SupplierAnswered`.
"""
