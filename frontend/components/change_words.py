"""What a demand change asks, in a sentence, in a few words, and in full."""

from frontend.components.voice import Voice
from shared.schemas.demand import DemandChangeRow
from shared.text import has_text


def is_new_line(row: DemandChangeRow) -> bool:
    """Return whether the change asks for a line that was not there."""
    return row.quantity_before == 0 and not row.is_cancellation


def wish(voice: Voice, row: DemandChangeRow) -> str:
    """Return who wants what: `Hartmann wants 40 more kits`."""
    customer = row.customer_name
    if row.is_cancellation:
        return voice.say("change-wish-cancel", customer=customer)
    if is_new_line(row):
        return voice.say(
            "change-wish-new", customer=customer, amount=voice.amount(row.quantity_delta, row.unit)
        )
    if row.quantity_delta:
        size = abs(row.quantity_delta)
        return voice.say(
            "change-wish-more" if row.quantity_delta > 0 else "change-wish-less",
            customer=customer,
            quantity=voice.number(size),
            unit=voice.unit(row.unit, size),
        )
    if row.from_site_name:
        return voice.say("change-wish-site", customer=customer, site=row.site_name)
    days = moved_days(row)
    if days:
        return voice.say(
            "change-wish-later" if days > 0 else "change-wish-sooner",
            customer=customer,
            shift=voice.shift(days),
        )
    return voice.say("change-wish-urgent", customer=customer)


def effect(voice: Voice, row: DemandChangeRow) -> str:
    """Return the change in the fewest words: `+40 kits`, `1 week later`."""
    if row.is_cancellation:
        return voice.say("change-effect-cancel")
    if row.quantity_delta:
        return voice.delta(row.quantity_delta, row.unit)
    if row.from_site_name:
        return voice.say("change-effect-site", site=row.site_name)
    days = moved_days(row)
    if days:
        key = "change-effect-later" if days > 0 else "change-effect-sooner"
        return voice.say(key, shift=voice.shift(days))
    return voice.say("change-effect-urgent")


def moved_days(row: DemandChangeRow) -> int:
    """Return by how many days the day wanted moves; 0 when it stays or was not known."""
    if row.due_on is None or row.due_on_before is None:
        return 0
    return (row.due_on - row.due_on_before).days


def in_full(voice: Voice, row: DemandChangeRow) -> str:
    """Return item, order and what changes from what to what."""
    parts: list[str] = []
    if row.order_reference:
        parts.append(voice.say("change-order", reference=row.order_reference))
    if row.quantity_delta and not is_new_line(row):
        after = row.quantity_before + row.quantity_delta
        parts.append(
            voice.say(
                "change-from-to",
                before=voice.number(row.quantity_before),
                after=voice.amount(after, row.unit),
            )
        )
    if moved_days(row) and row.due_on and row.due_on_before:
        parts.append(
            voice.say(
                "change-from-to",
                before=voice.day(row.due_on_before),
                after=voice.day(row.due_on),
            )
        )
    if row.from_site_name:
        parts.append(voice.say("change-from-to", before=row.from_site_name, after=row.site_name))
    comma, stop = ("，", "。") if voice.language == "zh" else (", ", ".")
    rest = comma.join(parts)
    if not rest:
        return row.item_name
    gap = "" if voice.language == "zh" else " "
    end = "" if rest.endswith(stop) else stop
    return f"{row.item_name}{stop}{gap}{rest[0].upper()}{rest[1:]}{end}"


def in_short(voice: Voice, row: DemandChangeRow) -> str:
    """Return item, resulting quantity and day, and the reason, for a list."""
    after = row.quantity_before + row.quantity_delta
    quantity = voice.amount(row.quantity_before if row.is_cancellation else after, row.unit)
    on = row.due_on or row.due_on_before
    key = "change-line-was" if row.is_cancellation else "change-line"
    said = (
        voice.say(key, item=row.item_name, amount=quantity, day=voice.day(on))
        if on
        else voice.joined((row.item_name, quantity))
    )
    return voice.say("change-line-why", what=said, reason=reason_words(voice, row))


def reason_words(voice: Voice, row: DemandChangeRow) -> str:
    """Return why the change is asked for, in the words for its direction where there are any."""
    code = row.reason.value.replace("_", "-")
    directed = f"reasons-{code}-{direction(row)}"
    return voice.say(directed if has_text(directed) else f"reasons-{code}")


def direction(row: DemandChangeRow) -> str:
    """Return which way a change goes: cancel, more, less, sooner, later, or nothing of these."""
    if row.is_cancellation:
        return "cancel"
    if row.quantity_delta:
        return "more" if row.quantity_delta > 0 else "less"
    days = moved_days(row)
    return "later" if days > 0 else "sooner" if days < 0 else ""
