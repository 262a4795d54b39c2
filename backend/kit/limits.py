"""How long PostgreSQL works for us before it gives up; said once for the roles and for every connection."""

# A stopped writer freezes the pull horizon for everybody, so nothing may sit idle inside a
# transaction; long work says SET LOCAL statement_timeout for itself.
APPLICATION_TIMEOUTS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "5s",
}
OWNER_TIMEOUTS = {"lock_timeout": "2s"}
