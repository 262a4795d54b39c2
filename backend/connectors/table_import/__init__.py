"""Folders, archives and workbooks in the documented import format, read row by row."""
