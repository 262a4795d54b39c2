"""Makes the words of a push from codes and facts, in the person's language and within a lock screen's room."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from backend.push.model import Notice
from backend.push.voice import Facts, Voice
from shared.text import duration, text

Said = tuple[str, list[str], str]

LONGEST_TITLE: Final = 40
LONGEST_BODY: Final = 110
_SHORTEST_NAME: Final = 6
_CUT: Final = "…"


def notice_of(
    notice: str,
    facts: Facts,
    *,
    language: str,
    tag: str,
    path: str,
    badge: int | None,
    now: datetime,
    shows_details: bool,
) -> Notice:
    """What the lock screen shows; without details no customer, item, quantity, figure or sum."""
    title, sentences, action = _WORDS[notice](Voice(language, facts, now))
    if not shows_details and notice != "test":
        title, sentences = _plain(notice, Voice(language, facts, now))
    return Notice(
        title=title,
        body=joined(language, sentences, LONGEST_BODY),
        tag=tag,
        path=path,
        actions=((f"open-{action}", text(language, f"push-action-{action}")),) if action else (),
        badge=badge,
    )


def fitted(make: Callable[[str], str], name: str, without: str | None = None) -> str:
    """A title with a name in it; the name is cut until the title fits, figures and days never are.

    >>> fitted(lambda name: f"Decide by 12:30: {name}, +40 kits", "Hartmann Oberflächentechnik")
    'Decide by 12:30: Hartmann Obe…, +40 kits'
    """
    title = make(name)
    over = len(title) - LONGEST_TITLE
    if over <= 0:
        return title
    kept = len(name) - over - len(_CUT)
    if kept >= _SHORTEST_NAME:
        return make(name[:kept].rstrip() + _CUT)
    shorter = make(name[:_SHORTEST_NAME].rstrip() + _CUT) if without is None else without
    return shorter if len(shorter) <= LONGEST_TITLE else shorter[: LONGEST_TITLE - 1] + _CUT


def joined(language: str, sentences: Iterable[str], longest: int) -> str:
    """Sentences in their order, leaving out those for which there is no room.

    A unit that ends in a full stop (`компл.`) ends its sentence, too.
    """
    between = "" if language == "zh" else " "
    said = ""
    for each in sentences:
        sentence = each[:1].upper() + each[1:].replace("..", ".")
        longer = f"{said}{between}{sentence}" if said else sentence
        if len(longer) <= longest:
            said = longer
    return said


def _proposal_waits(voice: Voice) -> Said:
    facts, when, change = voice.facts, voice.time("decide_by"), voice.change()
    title = fitted(
        lambda name: voice.say("proposal-waits", time=when, customer=name, change=change),
        facts["customer"],
        voice.say("proposal-waits-short", time=when, change=change),
    )
    body = []
    if voice.figure("short") and voice.has("wanted_on"):
        body.append(
            voice.say("body-short-on", amount=voice.amount("short"), day=voice.day("wanted_on"))
        )
    elif voice.figure("days_late"):
        body.append(voice.say("body-late", days=voice.figure("days_late")))
    else:
        body.append(voice.say("body-carried"))
    if voice.figure("slips"):
        body.append(voice.say("body-slips", count=voice.figure("slips")))
    if voice.has("way") and facts["way"] != "as_asked":
        way = voice.code("way", facts["way"])
        body.append(
            voice.say("body-way", way=way, cost=voice.money("cost"))
            if voice.figure("cost")
            else voice.say("body-way-free", way=way)
        )
    if not voice.figure("losers"):
        body.append(voice.say("body-nobody-loses"))
    return title, body, "look"


def _waits(voice: Voice, key: str, about: str) -> Said:
    facts, when = voice.facts, voice.time("decide_by")
    title = fitted(lambda name: voice.say(key, time=when, name=name), facts[about])
    body = [voice.say("body-where", where=facts["site"])]
    if voice.has("requested_by"):
        body.append(voice.say("body-asked-by", name=facts["requested_by"]))
    return title, body, "look"


def _decided(voice: Voice, key: str) -> Said:
    outcome = voice.outcome()
    title = fitted(
        lambda name: voice.say(key, change=outcome, customer=name), voice.facts["customer"]
    )
    body = []
    if voice.has("delivery_on"):
        delivered = voice.day("delivery_on")
        body.append(
            voice.say("body-first-on", amount=voice.amount("delivery_quantity"), day=delivered)
            if voice.has("is_split")
            else voice.say("body-all-on", day=delivered)
        )
    return title, [*body, voice.chose()], "look"


def _refused(voice: Voice, key: str) -> Said:
    facts = voice.facts
    body = [voice.say("body-about", customer=facts["customer"], item=facts["item"])]
    if voice.has("reason"):
        reason = voice.code("reason", facts["reason"])
        body.append(voice.say("body-said", name=facts["decided_by"], reason=reason))
    else:
        body.append(voice.say("body-decided-by", name=facts["decided_by"]))
    return voice.say(key), body, "look"


def _asked(voice: Voice, key: str) -> Said:
    facts = voice.facts
    title = fitted(lambda name: voice.say(key, name=name), facts["name"])
    body = [voice.say("body-where", where=facts["site"])]
    if voice.has("reason"):
        reason = voice.code("reason", facts["reason"])
        body.append(voice.say("body-said", name=facts["decided_by"], reason=reason))
    elif voice.has("decided_by"):
        body.append(voice.say("body-decided-by", name=facts["decided_by"]))
    return title, body, "look"


def _large_approval(voice: Voice) -> Said:
    title, _, action = _decided(voice, "approved")
    body = [voice.say("body-value", value=voice.money("value"))]
    if voice.figure("losers"):
        body.append(voice.say("body-made-late", count=voice.figure("losers")))
    return title, [*body, voice.chose()], action


def _kpi(voice: Voice) -> Said:
    facts = voice.facts
    target = voice.value("target")
    title = fitted(
        lambda name: voice.say("kpi-crossed", kpi=name, value=voice.value("value"), target=target),
        text(voice.language, f"kpi-{facts['kpi'].replace('_', '-')}"),
    )
    key = "body-beyond" if voice.has("is_crossed") else "body-back"
    body = [voice.say(key, threshold=voice.value("threshold"))]
    if voice.figure("missed"):
        body.append(
            voice.say("body-missed", missed=voice.figure("missed"), counted=voice.figure("counted"))
        )
    return title, body, "see-why"


def _several(voice: Voice, key: str) -> Said | None:
    count = voice.figure("count")
    return (voice.say(key, count=count), [voice.say("open-to-see")], "look") if count > 1 else None


def _order_slips(voice: Voice) -> Said:
    days = text(voice.language, "units-days", count=voice.figure("days"))
    title = fitted(
        lambda name: voice.say("order-slips", customer=name, days=days), voice.facts["customer"]
    )
    body = voice.say(
        "body-order",
        amount=voice.amount("quantity"),
        item=voice.facts["item"],
        day=voice.day("promised_on"),
    )
    return _several(voice, "orders-slip") or (title, [body], "look")


def _stock_short(voice: Voice) -> Said:
    title = fitted(lambda name: voice.say("stock-short", item=name), voice.facts["item"])
    body = voice.say(
        "body-stock",
        site=voice.facts["site"],
        amount=voice.amount("quantity"),
        day=voice.day("on"),
    )
    return _several(voice, "stocks-short") or (title, [body], "look")


def _supply_overdue(voice: Voice) -> Said:
    facts = voice.facts
    days = text(voice.language, "units-days", count=voice.figure("days"))
    title = fitted(
        lambda name: voice.say("supply-overdue", supplier=name, days=days), facts["supplier"]
    )
    body = voice.say(
        "body-supply",
        amount=voice.amount("quantity"),
        item=facts["item"],
        reference=facts["reference"],
        day=voice.day("due_on"),
    )
    return _several(voice, "supplies-overdue") or (title, [body], "look")


def _proposal_overdue(voice: Voice) -> Said:
    change = voice.change()
    title = fitted(
        lambda name: voice.say("proposal-overdue", customer=name, change=change),
        voice.facts["customer"],
    )
    body = voice.say("body-waited", time=voice.time("decide_by"))
    return _several(voice, "proposals-overdue") or (title, [body], "look")


def _agreement_overdue(voice: Voice) -> Said:
    title = fitted(lambda name: voice.say("agreement-overdue", name=name), voice.facts["name"])
    body = [
        voice.say("body-where", where=voice.facts["site"]),
        voice.say("body-waited", time=voice.time("decide_by")),
    ]
    return _several(voice, "proposals-overdue") or (title, body, "look")


def _owner_told(voice: Voice) -> Said:
    facts = voice.facts
    about = facts["name"] or facts["item"] or facts["site"]
    title = fitted(lambda name: voice.say("owner-told", name=name), about)
    where = [each for each in (facts["item"], facts["site"]) if each and each != about]
    return _several(voice, "owner-told-several") or (
        title,
        [voice.say("body-where", where=" · ".join(where))] if where else [],
        "look",
    )


def _urgent_stage(voice: Voice) -> Said:
    facts = voice.facts
    about = voice.say(
        "body-urgent",
        amount=voice.amount("quantity"),
        item=facts["item"],
        customer=facts["customer"],
    )
    return _time_left(voice), [voice.say("body-until", time=voice.time("due_at")), about], "look"


def _urgent_late(voice: Voice) -> Said:
    _, body, action = _urgent_stage(voice)
    who = [voice.say("body-has-it", name=voice.facts["owner"])] if voice.has("owner") else []
    return _late(voice), [*who, *body[1:]], action


def _mentioned(voice: Voice) -> Said:
    title = fitted(lambda name: voice.say("mentioned", name=name), voice.facts["by"])
    return title, [voice.say("body-where", where=voice.facts["title"])], "look"


def _thread_moved(voice: Voice) -> Said:
    facts = voice.facts
    title = fitted(lambda name: voice.say("thread-moved", title=name), facts["title"])
    what = text(voice.language, f"news-{facts['what'].replace('_', '-')}", name=facts["by"])
    return title, [what], "look"


def _time_left(voice: Voice) -> str:
    left = datetime.fromisoformat(voice.facts["due_at"]) - voice.now
    span = duration(voice.language, int(left.total_seconds() // 60))
    return voice.say(f"urgent-{voice.facts['stage']}", left=span)


def _late(voice: Voice) -> str:
    stage = text(voice.language, f"urgent-stage-{voice.facts['stage']}")
    return fitted(
        lambda name: voice.say("urgent-late", number=voice.facts["number"], stage=name), stage
    )


def _test(voice: Voice) -> Said:
    return voice.say("test"), [voice.say("test-body")], ""


def _plain(notice: str, voice: Voice) -> tuple[str, list[str]]:
    """The same event for a lock screen that strangers may read."""
    opening = [voice.say("open-to-see")]
    if notice in _WAITING:
        return voice.say("proposal-waits-plain", time=voice.time("decide_by")), opening
    if notice == "kpi_crossed":
        way = "crossed" if voice.has("is_crossed") else "recovered"
        return voice.say(f"kpi-{way}-plain"), opening
    if notice in {"approved", "amended", "large_approval"}:
        return voice.say(f"{notice.replace('_', '-')}-plain"), opening
    if notice in {"rejected", "sent_back"}:
        return voice.say(notice.replace("_", "-")), opening
    if notice.startswith("asked_"):
        return voice.say("asked-plain"), opening
    if notice in {"urgent_stage", "urgent_late"}:
        # A stage and its time tell a stranger nothing of whose order it is.
        return (_late if notice == "urgent_late" else _time_left)(voice), opening
    if notice in {"mentioned", "thread_moved"}:
        return voice.say(f"{notice.replace('_', '-')}-plain"), opening
    return voice.say("alert-raised-plain"), opening


_WAITING: Final = frozenset(
    {"proposal_waits", "adoption_waits", "allocation_waits", "replenishment_waits"}
)
_WORDS: Final[Mapping[str, Callable[[Voice], Said]]] = {
    "proposal_waits": _proposal_waits,
    "adoption_waits": lambda voice: _waits(voice, "adoption-waits", "name"),
    "allocation_waits": lambda voice: _waits(voice, "allocation-waits", "item"),
    "replenishment_waits": lambda voice: _waits(voice, "replenishment-waits", "item"),
    "approved": lambda voice: _decided(voice, "approved"),
    "amended": lambda voice: _decided(voice, "amended"),
    "rejected": lambda voice: _refused(voice, "rejected"),
    "sent_back": lambda voice: _refused(voice, "sent-back"),
    "asked_approved": lambda voice: _asked(voice, "asked-approved"),
    "asked_rejected": lambda voice: _asked(voice, "asked-rejected"),
    "asked_sent_back": lambda voice: _asked(voice, "asked-sent-back"),
    "asked_withdrawn": lambda voice: _asked(voice, "asked-withdrawn"),
    "large_approval": _large_approval,
    "kpi_crossed": _kpi,
    "order_slips": _order_slips,
    "stock_short": _stock_short,
    "promotion_short": _stock_short,
    "season_short": _stock_short,
    "supply_ends": _stock_short,
    "supply_overdue": _supply_overdue,
    "proposal_overdue": _proposal_overdue,
    "agreement_overdue": _agreement_overdue,
    "owner_told": _owner_told,
    "urgent_stage": _urgent_stage,
    "urgent_late": _urgent_late,
    "mentioned": _mentioned,
    "thread_moved": _thread_moved,
    "test": _test,
}
