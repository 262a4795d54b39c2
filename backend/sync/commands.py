"""What may be asked of the protocol's own keeping."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForgetOldSync:
    """Forget what no phone can ask for any more: old exits, old receipts, pages that nobody lists."""
