"""Who people are and what they may see: persons, roles, scopes, devices, sessions.

Woken by sign-in and by admins; tells nothing on its own. Every other slice asks it for a `Viewer`.
"""
