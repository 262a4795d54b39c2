"""A company's own data coming in: checked as a whole, loaded in one transaction or not at all.

Woken by the import commands and the upload page; tells `CompanyLoaded`.
"""
