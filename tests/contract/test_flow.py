"""The flow's tables say what the outbox can carry out."""

from backend.flow import FLOW


def test_reactions_to_one_event_have_names_of_their_own() -> None:
    """The outbox knows a reaction by its event and name: of two with the same name one would never run."""
    twice = {
        event.__name__: names
        for event, reactions in FLOW.reactions.items()
        if len(names := [each.name for each in reactions]) != len(set(names))
    }
    assert twice == {}
