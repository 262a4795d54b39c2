"""Reads of what could not be delivered."""

from typing import Final

from backend.identity.model import Viewer
from backend.kit.sql import fetch
from backend.outbox.repository import outbox_state
from shared.schemas.undelivered import Undelivered, UndeliveredBoard
from shared.terms import Role
from shared.undelivered_terms import UndeliveredKind

KEEPERS: Final = (Role.ADMIN,)
LONGEST_LIST: Final = 200

_FAILED: Final = """
    SELECT * FROM (
      SELECT message.id, CASE WHEN reaction = 'send_push' THEN 'push' WHEN reaction = 'send_webhook' THEN 'webhook'
                              WHEN reaction = 'send_mail' THEN 'mail' ELSE 'inside' END AS kind,
             coalesce(person.name, '') AS receiver, event || ' → ' || reaction AS what,
             attempt_count AS tries, coalesce(last_error, '') AS last_error, dead_at AS failed_at
      FROM outbox_message AS message
      LEFT JOIN person ON reaction = 'send_push' AND person.id::text = message.payload->>'person_id'
      WHERE dead_at IS NOT NULL
      UNION ALL
      SELECT delivery.id, 'webhook', webhook.url, delivery.type, delivery.tries,
             coalesce(last.error, 'HTTP ' || last.status, ''),
             coalesce(delivery.settled_at, delivery.created_at)
      FROM webhook_delivery AS delivery JOIN webhook ON webhook.id = delivery.webhook_id
      LEFT JOIN LATERAL (SELECT status, error FROM webhook_attempt WHERE delivery_id = delivery.id
                         ORDER BY at DESC LIMIT 1) AS last ON true
      WHERE delivery.status = 'failed'
      UNION ALL
      SELECT mail.id, 'mail', mail.address, mail.subject, mail.tries, coalesce(last.said, ''),
             coalesce(mail.settled_at, mail.created_at)
      FROM mail_message AS mail
      LEFT JOIN LATERAL (SELECT said FROM mail_attempt WHERE mail_id = mail.id
                         ORDER BY at DESC LIMIT 1) AS last ON true
      WHERE mail.status IN ('failed', 'refused', 'bounced') AND mail.content IS NOT NULL
    ) AS failed
    ORDER BY failed_at DESC, id LIMIT $1
"""


async def undelivered_for(viewer: Viewer) -> UndeliveredBoard:
    """What has failed for good by every way out, the newest first; for admins."""
    viewer.must_be(*KEEPERS)
    rows = await fetch(_FAILED, LONGEST_LIST)
    state = await outbox_state()
    return UndeliveredBoard(
        rows=[Undelivered(**{**row, "kind": UndeliveredKind(row["kind"])}) for row in rows],
        waiting=state["waiting"],
    )


async def is_message(message_id: object) -> bool:
    """Whether a message of the outbox has failed for good."""
    rows = await fetch(
        "SELECT 1 AS one FROM outbox_message WHERE id = $1 AND dead_at IS NOT NULL", message_id
    )
    return bool(rows)
