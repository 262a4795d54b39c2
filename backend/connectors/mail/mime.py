"""A letter as the bytes that go over the wire (RFC 5322), the same at every try."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from backend.connectors.mail.letter import Letter, one_line

_POLICY: Final = SMTP.clone(max_line_length=200)


def wire_form(
    letter: Letter,
    *,
    sender: str,
    sender_name: str,
    receiver: str,
    name: str,
    refers_to: tuple[str, ...],
    written_at: datetime,
) -> bytes:
    """The whole mail; `name` is its Message-ID, `refers_to` its thread, the oldest first.

    Headers are set by the library, which refuses line breaks in them.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(one_line(sender_name), addr_spec=sender)
    mail["To"] = Address(addr_spec=receiver)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(written_at)
    mail["Message-ID"] = name
    if refers_to:
        mail["In-Reply-To"] = refers_to[-1]
        mail["References"] = " ".join(refers_to)
    mail["Content-Language"] = letter.language
    # Out-of-office answers to what a machine writes help nobody (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe is not None:
        mail["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(letter.text, cte="quoted-printable")
    mail.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for file in letter.files:
        kind, _, subkind = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=kind, subtype=subkind, filename=file.name)
    for place, part in enumerate(each for each in mail.walk() if each.is_multipart()):
        part.set_boundary(hashlib.sha256(f"{name}{place}".encode()).hexdigest()[:40])
    return mail.as_bytes()
