"""Tables of people, what they may see, and where they are signed in."""

from piccolo.columns import UUID, Boolean, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table


class Scope(Table):
    """A territory or a site: the unit by which rows are seen or not. A site's scope has its id.

    A territory's `country` is the one whose holidays hold; without it that of most of its customers.
    """

    id = UUID(primary_key=True, default=None)
    kind = Varchar(length=16, null=False)
    code = Varchar(length=64, null=False)
    name = Varchar(length=200, null=False)
    region = Varchar(length=64, null=False)
    country = Varchar(length=2, null=True, default=None)
    scope_is_unique = Unique([kind, code])


class Person(Table):
    """Someone who can sign in; `email` is kept in lower case. Demo people only do so in demo mode.

    Who sees everything becomes a member of each scope that an import adds.
    """

    id = UUID(primary_key=True, default=None)
    email = Varchar(length=254, null=False, unique=True)
    name = Varchar(length=200, null=False)
    password_hash = Text(null=True, default=None, secret=True)
    language = Varchar(length=8, null=False)
    theme = Varchar(length=8, null=False)
    is_active = Boolean(null=False)
    is_demo = Boolean(null=False)
    sees_everything = Boolean(null=False, default=False)
    created_at = Timestamptz(null=False, default=None)


class PersonRole(Table):
    """A role that a person has."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    role = Varchar(length=16, null=False)
    person_role_is_unique = Unique([person_id, role])


class ScopeMembership(Table):
    """That a person may see a scope; ended, never deleted, so that phones can be told."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    scope_id = ForeignKey(Scope, null=False, on_delete=OnDelete.restrict)
    granted_at = Timestamptz(null=False, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class Device(Table):
    """A browser on a phone, tablet or laptop that somebody signed in on."""

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    name = Varchar(length=200, null=False)
    created_at = Timestamptz(null=False, default=None)
    last_seen_at = Timestamptz(null=False, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class Session(Table):
    """A sign-in; only the SHA-256 of its token is kept."""

    token_hash = Varchar(length=64, primary_key=True, null=False)
    person_id = ForeignKey(Person, null=False, on_delete=OnDelete.restrict)
    device_id = ForeignKey(Device, null=False, on_delete=OnDelete.restrict)
    created_at = Timestamptz(null=False, default=None)
    last_seen_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class SignInAttempt(Table):
    """One failed sign-in, counted by account and by network."""

    id = UUID(primary_key=True, default=None)
    subject = Varchar(length=320, null=False, index=True)
    attempted_at = Timestamptz(null=False, default=None)


class APIToken(Table, tablename="api_token"):
    """A program's way in with a person's rights; only the SHA-256 of the token is kept.

    `device_id` is a device of its own, so that ops and clients that come with it have one.
    """

    id = UUID(primary_key=True, default=None)
    person_id = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    device_id = ForeignKey(Device, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=100, null=False)
    token_hash = Varchar(length=64, null=False, unique=True)
    use = Varchar(length=8, null=False)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=False, default=None)
    last_used_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
