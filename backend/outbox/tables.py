"""Table of the outbox. Done rows are moved out by the worker, so the table stays small."""

from piccolo.columns import JSONB, UUID, BigSerial, Integer, Text, Timestamptz, Varchar
from piccolo.table import Table


class OutboxMessage(Table):
    """One reaction to wake for one event, from `run_at` on.

    `lane` groups messages that keep their order (`sequence`); `dead_at` says that people must look.
    `caused_at` is when the command began that it all follows from, or the time that it waited for.
    `held_by` names what it follows from that can be undone until `held_until`.
    """

    id = UUID(primary_key=True, default=None)
    sequence = BigSerial()
    event = Varchar(length=64, null=False)
    reaction = Varchar(length=96, null=False)
    lane = Varchar(length=96, null=False)
    payload = JSONB(null=False)
    request_id = Varchar(length=64, null=False)
    created_at = Timestamptz(null=False, default=None)
    run_at = Timestamptz(null=False, default=None)
    attempt_count = Integer(null=False)
    last_error = Text(null=True, default=None)
    dead_at = Timestamptz(null=True, default=None)
    caused_at = Timestamptz(null=True, default=None)
    held_by = UUID(null=True, default=None, index=True)
    held_until = Timestamptz(null=True, default=None)


class OutboxCalledOff(Table):
    """Something that was undone: what still waits because of it is dropped."""

    id = UUID(primary_key=True, default=None)
    called_off_at = Timestamptz(null=False, default=None)


class OutboxPause(Table):
    """While its one row is there, nothing leaves the outbox; a restore sets it, a person takes it away."""

    id = Integer(primary_key=True)
    paused_at = Timestamptz(null=False, default=None)
