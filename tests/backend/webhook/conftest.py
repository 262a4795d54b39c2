"""The endpoint, the office and the admin of the connector's own tests, beside the routes."""

from tests.connectors.webhook.conftest import admin, office, receiver

__all__ = ["admin", "office", "receiver"]
