"""Each page in three languages and four looks, rendered to a string over a fake gateway."""

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from frontend.hooks.query import Preloaded, Query
from shared.schemas.impact import Adjustment, DayQuantity
from shared.schemas.proposal import AmendedAdjustment
from shared.terms import AdjustmentKind, KPIName, ProposalStatus, Role
from tests.frontend import boards
from tests.frontend.conftest import Painter, words
from tests.frontend.decisions import change, change_view, overtaken, proposal, proposal_row
from tests.frontend.fake_gateway import FakeGateway, GoneError, ServerSilentError
from tests.frontend.impacts import impact, load, overtime, summary
from tests.frontend.sample_day import CHANGE_ID, ITEM_ID, LATER_REVISION_ID, NOW, PROPOSAL_ID
from tests.frontend.urgents import URGENT_ID
from tests.frontend.watched import ALERT_ID
from tests.frontend.what_ifs import ADOPTION_ID, WHAT_IF_ID

DECISION = f"/decisions/{PROPOSAL_ID}"
CHANGE = f"/changes/{CHANGE_ID}"
WHY = f"/lines/{CHANGE_ID}/why"
WHAT_IF = f"/what-if/{WHAT_IF_ID}"
ADOPTION = f"/adoptions/{ADOPTION_ID}"
ALERT = f"/alerts/{ALERT_ID}"
URGENT = f"/urgent/{URGENT_ID}"
LOTS = f"/stock/{ITEM_ID}/lots"
ALL_PAGES = [
    "/decisions",
    DECISION,
    "/plan",
    "/report",
    "/stock",
    LOTS,
    "/kpi",
    "/kpi/otif",
    "/changes",
    CHANGE,
    WHY,
    "/inbox",
    "/settings",
    "/approvals",
    "/rules",
    ALERT,
    "/import",
    "/what-if",
    WHAT_IF,
    ADOPTION,
    "/urgent",
    URGENT,
    "/runbooks",
    "/walls",
]
ASKED = {
    "/decisions": "proposals_waiting",
    DECISION: "proposal",
    "/plan": "plan_board",
    "/report": "floor",
    "/stock": "stock",
    LOTS: "lot_rules",
    "/kpi": "kpi_board",
    "/kpi/otif": "kpi",
    "/changes": "demand_changes",
    CHANGE: "demand_change",
    WHY: "line_why",
    "/inbox": "alerts",
    "/settings": "devices",
    "/approvals": "deputies",
    "/rules": "alert_rules",
    ALERT: "alert",
    "/import": "import_runs",
    "/what-if": "what_ifs",
    WHAT_IF: "what_if",
    ADOPTION: "adoption",
    "/urgent": "urgent_orders",
    URGENT: "urgent_order",
    "/runbooks": "runbooks",
    "/walls": "walls",
}


@pytest.mark.parametrize("language", ["en", "zh", "ru"])
@pytest.mark.parametrize("path", ALL_PAGES)
async def test_a_full_page_is_ready_and_speaks_one_language(
    paint: Painter, path: str, language: str
) -> None:
    painted = await paint(path, language)
    assert painted.status == 200
    assert "data-ready" in painted.markup
    read = words(painted.markup)
    assert not re.search(r"\b[a-z]+(?:-[a-z]+)+-[a-z]+ =|\{ ?\$", read)
    if language == "ru":
        assert re.search("[а-яё]{4}", read)
    if language == "zh":
        assert re.search("[\u4e00-\u9fff]{2}", read)


@pytest.mark.parametrize("path", ALL_PAGES)
async def test_no_page_writes_a_style_or_a_script_into_its_markup(
    paint: Painter, path: str
) -> None:
    markup = (await paint(path)).markup
    assert not re.search(r"\sstyle=|<script|\son[a-z]+=|javascript:", markup)


@pytest.mark.parametrize("path", ALL_PAGES)
async def test_a_page_that_cannot_load_says_what_is_safe_and_gives_a_code(
    paint: Painter, gateway: FakeGateway, path: str
) -> None:
    gateway.problems[ASKED[path]] = ServerSilentError()
    painted = await paint(path)
    assert painted.status == 500
    read = words(painted.markup)
    assert "Nothing you did is lost" in read
    assert "Try again" in read
    assert re.search(r"say [0-9A-F]{2}-1106", read)


@pytest.mark.parametrize("path", [DECISION, CHANGE, WHAT_IF, ADOPTION, ALERT, URGENT])
async def test_a_thing_that_is_not_there_is_answered_as_such(
    paint: Painter, gateway: FakeGateway, path: str
) -> None:
    gateway.problems[ASKED[path]] = GoneError()
    painted = await paint(path)
    assert painted.status == 404
    assert "This is not there, or it is not in your area." in words(painted.markup)


@pytest.mark.parametrize(
    ("path", "empty", "said"),
    [
        ("/decisions", [], "Nothing waits for you"),
        ("/changes", [], "No changes yet"),
        ("/inbox", [], "Nothing is wrong"),
        ("/import", [], "Nothing has been imported yet"),
    ],
)
async def test_an_empty_page_says_what_that_means(
    paint: Painter, gateway: FakeGateway, path: str, empty: list[Any], said: str
) -> None:
    gateway.answers[ASKED[path]] = empty
    assert said in words((await paint(path)).markup)


async def test_waiting_shows_grey_lines_and_what_is_being_done(
    paint: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unanswered(_: Preloaded, *__: object) -> Query[Any]:
        return Query()

    monkeypatch.setattr(Preloaded, "query", unanswered)
    markup = (await paint("/decisions")).markup
    assert 'aria-busy="true"' in markup
    assert "Fetching the open proposals" in words(markup)
    assert "data-ready" not in markup


async def test_the_inbox_of_decisions_stands_by_deadline(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint("/decisions")).markup)
    assert "4 decisions wait for you" in read
    assert "12:30 in 1 h 24 min Hartmann Wind Towers wants 40 more kits" in read
    assert "18 kits short without action" in read
    assert "Overtime, € 620, nobody loses" in read
    assert (
        read.index("Hartmann") < read.index("Yantai") < read.index("Lumina") < read.index("Ostrov")
    )


async def test_a_deadline_that_has_passed_says_by_how_much(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposals_waiting"] = [proposal_row(decide_by=NOW.replace(hour=10, minute=31))]
    assert "35 min over" in words((await paint("/decisions")).markup)


async def test_a_decision_shows_change_evidence_and_ways_out(paint: Painter) -> None:
    markup = (await paint(DECISION)).markup
    read = words(markup)
    assert "Hartmann Wind Towers wants 40 more kits on Thu 3 Dec" in read
    assert "Epoxy primer 2K, grey RAL 7035. Order 20418, from 120 to 160 kits." in read
    assert "18 short on Thu 3 Dec" in read
    assert "112 without action" in read
    assert "Hardener H-40 24 −16 cans until PO 4471, Fri 4 Dec" in read
    assert "The plan becomes revision 219" in read
    assert "Baltic Ship Repair, 30 kits, 2 days" in read
    assert (
        f'<decision-bar proposal-id="{PROPOSAL_ID}" plan-revision-id="00000000-0000-0000-0000-0000000000da"'
        ' alternative="overtime" letter="A" can-decide=""></decision-bar>'
    ) in markup


async def test_a_chart_says_its_finding_and_has_a_table(paint: Painter) -> None:
    markup = (await paint(DECISION)).markup
    assert (
        'role="img" aria-label="Free stock of Epoxy primer 2K, grey RAL 7035 by day.'
        " Without action 18\u00a0kits are short on Thu\u00a03\u00a0Dec. With option A,"
        ' 160\u00a0kits on Thu\u00a03\u00a0Dec."'
    ) in markup
    assert "Show as table Day before no action with A" in words(markup)


async def test_a_chart_shows_the_stock_with_the_forecast_gone_where_one_is_left(
    paint: Painter, gateway: FakeGateway
) -> None:
    assert "with the forecast out" not in words((await paint(DECISION)).markup)
    left = [DayQuantity(day.on, day.quantity - 7) for day in impact().projected_before]
    gateway.answers["proposal"] = proposal(impact=impact(balance=left))

    markup = (await paint(DECISION)).markup

    assert "Show as table Day before no action with A with the forecast out" in words(markup)
    assert markup.count('class="fcout"') == 2  # for a wide place and a narrow one


async def test_load_before_and_with_a_way_out_is_counted_over_the_same_days(
    paint: Painter, gateway: FakeGateway
) -> None:
    later = replace(
        load("Filling line 2", 60, 64, 42), from_on=date(2027, 1, 6), to_on=date(2027, 1, 11)
    )
    gateway.answers["proposal"] = proposal(alternatives=[overtime(loads=[later])])

    read = words((await paint(DECISION)).markup)

    assert (
        "Load, 6 Jan to 11 Jan of the hours available 0 % 50 % 100 % Filling line 2 60 → 64" in read
    )
    assert "97 →" not in read


async def test_a_plan_that_moved_is_said_before_the_figures(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposal"] = proposal(
        current_plan_revision_id=LATER_REVISION_ID, current_plan_revision_number=221
    )
    markup = (await paint(DECISION)).markup
    read = words(markup)
    assert (
        "The plan has moved since this was worked out. The figures are of revision 218, now it is 221."
        in read
    )
    assert f'plan-revision-id="{LATER_REVISION_ID}"' in markup


async def test_a_decision_that_came_back_shows_then_and_now(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposal"] = overtaken()
    read = words((await paint(DECISION)).markup)
    assert (
        "The plan has moved since you decided. You saw revision 218, now it is 221. "
        "Nothing has been carried out. Ilze Kalniņa decided about Zinc primer for Ostrov Coatings"
    ) in read
    assert "Overtime When you decided revision 218, 10:08 Now revision 221, 10:21 Because" in read
    assert "Hartmann Wind Towers gets 160 on 3 Dec the same" in read
    assert "Who loses Nobody Baltic Ship Repair, 30 kits, 2 days order 20377, promised" in read
    assert "Highest load 98 % Filling line 2 101 % Filling line 2 Filling line 2 has 4 h more" in (
        read.replace("\u00a0", " ")
    )
    assert "Score 88 79 A is still first. B 71, C 64" in read


async def test_a_way_out_that_is_gone_is_said_to_be_gone(
    paint: Painter, gateway: FakeGateway
) -> None:
    shown = overtaken()
    gateway.answers["proposal"] = overtaken(alternatives=shown.alternatives[1:])
    read = words((await paint(DECISION)).markup)
    assert "This way out is no longer there. Choose another one." in read


@pytest.mark.parametrize(("wanted", "said"), [(1, "As promised"), (4, "On time")])
async def test_an_answer_is_on_time_only_by_the_day_that_was_wanted(
    paint: Painter, gateway: FakeGateway, wanted: int, said: str
) -> None:
    kept = summary(
        answer=[DayQuantity(date(2026, 12, 3), Decimal(160))],
        short_quantity=Decimal(0),
        days_late=0,
    )
    row = change(due_on=date(2026, 12, wanted), impact=kept)
    gateway.answers["demand_change"] = change_view(row=row)
    read = words((await paint(f"/changes/{CHANGE_ID}")).markup)
    assert f"160 kits on Thu 3 Dec {said}" in read


async def test_a_decided_proposal_says_who_and_offers_nothing_to_decide(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposal"] = proposal(
        status=ProposalStatus.REJECTED,
        decided_by_name="Viktor Hahn",
        decided_at=NOW,
        reason="capacity",
        decision_note="Line 2 is down.",
    )
    markup = (await paint(DECISION)).markup
    assert "Rejected Viktor Hahn, 11:06 No capacity · Line 2 is down." in words(markup)
    assert "<decision-bar" not in markup


async def test_an_amended_proposal_says_what_was_done_instead(
    paint: Painter, gateway: FakeGateway
) -> None:
    before = Adjustment(
        kind=AdjustmentKind.MAKE_MORE,
        item_id=UUID(int=7035),
        item_name="Epoxy primer",
        unit="kit",
        site_id=UUID(int=1),
        quantity=Decimal(40),
        on=date(2026, 11, 28),
    )
    after = replace(before, quantity=Decimal(60), on=date(2026, 12, 1))
    gateway.answers["proposal"] = proposal(
        status=ProposalStatus.AMENDED,
        decided_by_name="Viktor Hahn",
        decided_at=NOW,
        amended=[AmendedAdjustment(before, after)],
    )
    read = words((await paint(DECISION)).markup)
    assert (
        "Make 60 kits more of Epoxy primer on Tue 1 Dec. The way out had: Make 40 kits more of Epoxy primer on Sat 28 Nov"
        in read
    )


async def test_somebody_who_may_not_decide_gets_a_bar_that_says_so(
    paint: Painter, gateway: FakeGateway
) -> None:
    gateway.answers["proposal"] = proposal(can_decide=False)
    assert "can-decide" not in (await paint(DECISION)).markup


async def test_what_people_wrote_stays_text(paint: Painter, gateway: FakeGateway) -> None:
    gateway.answers["proposal"] = proposal(note='<img src=x onerror="alert(1)">')
    markup = (await paint(DECISION)).markup
    assert "<img" not in markup
    assert "&lt;img src=x" in markup


async def test_the_plan_asks_for_the_way_out_in_its_address(
    paint: Painter, gateway: FakeGateway
) -> None:
    read = words((await paint(f"/plan?with={PROPOSAL_ID}&option=overtime&from=2026-11-24")).markup)
    assert ("plan_board", None, NOW.date(), 10, PROPOSAL_ID, "overtime") in gateway.done
    assert "Revision 218, 10:48 with option A: Hartmann Wind Towers wants 40 more kits" in read
    assert "Comes in with A" in read
    assert "Without A" in read


async def test_nonsense_in_an_address_counts_as_not_asked(
    paint: Painter, gateway: FakeGateway
) -> None:
    painted = await paint("/plan?with=1%27%20or%201&site=x&from=yesterday&option=../../etc")
    assert painted.status == 200
    assert ("plan_board", None, None, 10, None, None) in gateway.done


async def test_an_old_revision_in_the_path_is_said_to_be_old(paint: Painter) -> None:
    read = words((await paint("/plan/212")).markup)
    assert (
        "Revision 212 is not the current one. What has changed up to revision 218 is marked."
        in read
    )
    assert "In the current revision 218" in read


async def test_kpi_cards_stand_off_target_first(paint: Painter) -> None:
    read = words((await paint("/kpi", "en", Role.EXECUTIVE)).markup)
    assert "Good morning, Viktor" in read
    assert "6 decisions wait, oldest 3 h" in read
    assert "On time, in full 0.9 under 95 % 0.4 up on last week 94.1 %" in read
    assert "€ 8 200 over € 40 000" in read
    assert read.index("Off target") < read.index("On target") < read.index("Order fill rate")


async def test_a_kpi_without_a_target_is_neither_on_nor_off_it(
    paint: Painter, gateway: FakeGateway
) -> None:
    free = boards.card(
        KPIName.FORECAST_ERROR, target=None, is_on_target=True, change=Decimal("0.0002")
    )
    gateway.answers["kpi_board"] = boards.kpi_board(cards=[free])
    read = words((await paint("/kpi", "en", Role.EXECUTIVE)).markup)
    assert "Without a target Forecast error by customer group no target set as last week" in read
    assert "On target" not in read


async def test_a_figure_opens_to_causes_rows_and_its_rule(paint: Painter) -> None:
    read = words((await paint("/kpi/otif")).markup)
    assert "366 of 389" in read
    assert "Work centre overloaded 9" in read
    assert "Baltic Ship Repair, 20344/1 4 days" in read
    assert "34 of 40" in read
    assert "How it is counted." in read
    assert "Next 50" in read


async def test_an_unknown_figure_is_not_found(paint: Painter) -> None:
    assert (await paint("/kpi/happiness")).status == 404


async def test_a_change_shows_its_eight_steps(paint: Painter) -> None:
    markup = (await paint(CHANGE, "en", Role.REP)).markup
    read = words(markup)
    assert "+40 kits for Hartmann Wind Towers" in read
    assert "142 kits on Thu 3 Dec and 18 kits on Mon 7 Dec" in read
    assert read.count("10:21") == 3
    timeline = markup.split('<ol class="timeline">')[1].split("</ol>")[0]
    assert timeline.count("<li") == 8
    assert 'aria-current="step"' in timeline


async def test_whoever_asked_may_correct_what_is_not_decided(
    paint: Painter, gateway: FakeGateway
) -> None:
    assert "amend=" not in (await paint(CHANGE, "en", Role.REP)).markup
    view = await gateway.demand_change(CHANGE_ID)
    own = {name: getattr(view, name) for name in view.__struct_fields__}
    gateway.answers["demand_change"] = type(view)(
        **own | {"row": change(requested_by_name="Viktor Hahn")}
    )
    markup = (await paint(CHANGE, "en", Role.REP)).markup
    assert f'href="/changes/new?amend={CHANGE_ID}">Correct' in markup


async def test_a_change_that_is_still_being_assessed_says_so(
    paint: Painter, gateway: FakeGateway
) -> None:
    view = await gateway.demand_change(CHANGE_ID)
    gateway.answers["demand_change"] = type(view)(
        **{name: getattr(view, name) for name in view.__struct_fields__}
        | {"row": change(impact=None)}
    )
    assert "Working out the effect" in words((await paint(CHANGE)).markup)


async def test_a_change_without_harm_is_on_time(paint: Painter, gateway: FakeGateway) -> None:
    kept = change(impact=summary(short_quantity=Decimal(0), days_late=0, slip_count=0, reasons=[]))
    gateway.answers["demand_changes"] = [kept]
    assert "Proposed 4 of 8" in words((await paint("/changes")).markup)


async def test_alerts_not_yet_seen_come_first_with_their_button(paint: Painter) -> None:
    markup = (await paint("/inbox")).markup
    read = words(markup)
    assert "2 not seen yet" in read
    assert "Baltic Ship Repair: 30 kits Epoxy primer 2K slips by 2 days, promised Wed 2 Dec" in read
    assert read.index("Kolin Chemie") < read.index("Seen before") < read.index("White pigment")


async def test_settings_name_each_language_in_itself_and_mark_this_device(paint: Painter) -> None:
    markup = (await paint("/settings")).markup
    read = words(markup)
    assert "English 简体中文 Русский" in read
    assert 'data-language="en" data-theme="light"' in markup
    assert "Chromium on Android This device" in read
    assert read.count("Sign out") == 1
    assert "<push-switch></push-switch>" in markup


async def test_an_import_says_how_far_it_is_and_what_to_put_right(paint: Painter) -> None:
    read = words((await paint("/import", "en", Role.STEWARD)).markup)
    assert "norvik-2026-11.zip Loading 11:05 · 4 200 of 18 000 rows" in read
    assert "Refused, nothing changed" in read
    assert "demand_lines.csv, line 14, due_on 31.11.2026" in read
