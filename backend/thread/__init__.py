"""What people say about a thing: who follows it, comments with mentions, files, and its history.

Woken by comments, files and changes of things; tells followers and whoever was mentioned.
"""
