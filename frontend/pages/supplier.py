"""One supplier: reliability, open orders, what was asked and answered; buyers ask from here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from decimal import InvalidOperation
from typing import Any
from uuid import UUID

from reactpy import component, html, use_location, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, typed
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.picker import picker
from frontend.components.settings_parts import LANGUAGE_NAMES
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.supplier_parts import (
    address_trouble,
    open_words,
    reliability_row,
    request_row,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_ticking_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.mail import SupplierAddressView
from shared.schemas.supplier import QuotationWish, SupplierOrder, SupplierView
from shared.terms import Language

Press = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class _Desk:
    """What buyers do on this page; `say` shows a sentence, `show` a link that was made."""

    voice: Voice
    gateway: Gateway
    supplier_id: UUID
    say: Callable[[str], object]
    show: Callable[[str], object]
    ask_again: Callable[..., object]

    async def done(self, act: Awaitable[object], words: str) -> None:
        try:
            await act
            self.say(self.voice.say(words))
        except ProblemError as problem:
            self.say(problem_sentence(self.voice, problem))
        self.ask_again()

    def confirm(self, order: SupplierOrder) -> Press:
        async def press(*_: object) -> None:
            act = self.gateway.ask_to_confirm(
                self.supplier_id, order.site_id, order.order_reference
            )
            await self.done(act, "suppliers-asked")

        return press

    def new_link(self, request_id: UUID) -> Press:
        async def press(*_: object) -> None:
            try:
                self.show((await self.gateway.make_supplier_link(request_id)).url)
            except ProblemError as problem:
                self.say(problem_sentence(self.voice, problem))

        return press

    def end_link(self, request_id: UUID) -> Press:
        async def press(*_: object) -> None:
            self.show("")
            await self.done(self.gateway.revoke_supplier_links(request_id), "suppliers-link-ended")

        return press

    def share(self, site_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await self.done(
                self.gateway.share_forecast(self.supplier_id, site_id), "suppliers-asked"
            )

        return press

    def keep_address(self, wish: Any, known: SupplierAddressView) -> Press:
        async def press(*_: object) -> None:
            address = wish.current.get("address", known.address).strip()
            language = Language(wish.current.get("language", known.language))
            act = self.gateway.choose_supplier_address(self.supplier_id, address, language)
            await self.done(act, "suppliers-address-kept")

        return press

    def quote(self, wish: Any, view: SupplierView) -> Press:
        async def press(*_: object) -> None:
            asked = wished(wish.current, view)
            if asked is None:
                self.say(self.voice.say("suppliers-fill"))
                return
            act = self.gateway.ask_for_quotation(self.supplier_id, asked)
            await self.done(act, "suppliers-asked")

        return press


@component
def supplier_page() -> VdomDict:
    """Draw the page; what is asked goes out half a minute later at most."""
    voice, gateway = use_ticking_voice(), use_gateway()
    supplier_id = UUID(use_location().path.split("/")[2])
    notice, set_notice = use_state("")
    made, set_made = use_state("")
    wish: Any = use_ref({})
    found = use_query(
        "supplier",
        lambda gateway: gateway.supplier(supplier_id),
        str(supplier_id),
        topics=("supplier", "supply"),
    )
    address = use_query(
        "supplier-address",
        lambda gateway: gateway.supplier_address(supplier_id),
        str(supplier_id),
        topics=("mail",),
    )

    def ask_again(*_: object) -> None:
        found.ask_again()
        address.ask_again()

    desk = _Desk(voice, gateway, supplier_id, set_notice, set_made, ask_again)

    def set_wish(**changes: str) -> None:
        wish.current = {**wish.current, **changes}

    def body(view: SupplierView) -> list[VdomDict | None]:
        return [
            html.p({"className": "pad dim"}, " · ".join(open_words(voice, view.row))),
            html.div({"className": "pad"}, reliability_row(voice, view.row.reliability)),
            html.p({"className": "notice", "role": "status"}, notice),
            _made(voice, made) if made else None,
            section(voice.say("suppliers-written-to")),
            _address(voice, address, desk, wish, set_wish),
            section(voice.say("suppliers-requests")),
            _requests(voice, view, desk),
            *(_orders(voice, view, desk.confirm) if view.orders else ()),
            *(
                _asking(voice, view, set_wish, desk.quote(wish, view), desk.share)
                if view.may_ask and view.items
                else ()
            ),
        ]

    return page(
        *_looks(voice, found, body),
        name="supplier-page no-live column",
        is_ready=not found.is_waiting,
    )


def _address(
    voice: Voice,
    found: Query[SupplierAddressView],
    desk: _Desk,
    wish: Any,
    set_wish: Callable[..., None],
) -> VdomDict:
    """Draw where the supplier is written to, what stands against it, and the form for those who may."""
    known = found.value
    if known is None:
        loading, failed = voice.say("suppliers-loading"), voice.say("suppliers-failed")
        return unanswered(voice, found, loading, failed)
    wrong = address_trouble(known)
    language = LANGUAGE_NAMES[known.language]
    return html.div(
        {"className": "pad approval-form"},
        status("risk", voice.say(wrong), "risk") if wrong else None,
        typed(
            voice.say("suppliers-address"), "address", set_wish, kind="email", longest=254,
            said=known.address,
        )
        if known.may_choose
        else html.p({}, " · ".join(part for part in (known.address, language) if part)),
        picker(
            voice.say("suppliers-language"),
            [(each.value, name) for each, name in LANGUAGE_NAMES.items()],
            known.language.value,
            lambda value: set_wish(language=value),
        )
        if known.may_choose
        else None,
        button(
            {"className": "btn ink", "type": "button", "onClick": desk.keep_address(wish, known)},
            voice.say("suppliers-address-save"),
        )
        if known.may_choose
        else None,
    )  # fmt: skip


def _requests(voice: Voice, view: SupplierView, desk: _Desk) -> VdomDict:
    if not view.requests:
        return html.p({"className": "pad dim"}, voice.say("suppliers-no-requests"))
    rows = [
        request_row(
            voice,
            each,
            desk.new_link(each.id) if view.may_ask else None,
            desk.end_link(each.id) if view.may_ask else None,
        )
        for each in view.requests
    ]
    return html.ul({"className": "sheet"}, *rows)


def wished(wish: dict[str, str], view: SupplierView) -> QuotationWish | None:
    """Return what was typed as a wish; None where quantity or day are none."""
    try:
        quantity = figure(wish.get("quantity", ""))
        on = date.fromisoformat(wish.get("due_on", ""))
    except (InvalidOperation, ValueError):
        return None
    if quantity is None or quantity <= 0:
        return None
    return QuotationWish(
        site_id=UUID(wish.get("site_id") or str(view.sites[0].id)),
        item_id=UUID(wish.get("item_id") or str(view.items[0].id)),
        quantity=quantity,
        due_on=on,
        note=wish.get("note", "").strip()[:1000],
    )


def _looks(
    voice: Voice,
    found: Query[SupplierView],
    body: Callable[[SupplierView], list[VdomDict | None]],
) -> list[VdomDict | None]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("suppliers-loading"), voice.say("suppliers-failed"))
        ]
    return [
        back("/suppliers", voice.say("navigation-suppliers"), found.value.row.name),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.div({"className": "body column"}, *body(found.value)),
    ]


def _made(voice: Voice, url: str) -> VdomDict:
    return html.div(
        {"className": "pad made-token", "role": "status"},
        html.p({"className": "m"}, voice.say("suppliers-link-copy")),
        html.code(url),
    )


def _orders(
    voice: Voice, view: SupplierView, confirm: Callable[[SupplierOrder], Press]
) -> list[VdomDict]:
    return [
        section(voice.say("suppliers-orders")),
        html.ul(
            {"className": "sheet"},
            *(
                html.li(
                    {"className": "row flex", "key": f"{order.order_reference} {order.site_id}"},
                    html.div(
                        {"className": "grow"},
                        html.p(
                            {"className": "m"},
                            voice.say(
                                "suppliers-order",
                                reference=order.order_reference,
                                site=order.site_name,
                            ),
                        ),
                        html.p(
                            {"className": "t-s dim"},
                            " · ".join(
                                (
                                    voice.say("suppliers-open-lines", count=order.line_count),
                                    voice.day(order.next_due_on),
                                )
                            ),
                        ),
                    ),
                    button(
                        {"className": "btn slim", "type": "button", "onClick": confirm(order)},
                        voice.say("suppliers-ask-confirm"),
                    )
                    if view.may_ask
                    else None,
                )
                for order in view.orders
            ),
        ),
    ]


def _asking(
    voice: Voice,
    view: SupplierView,
    set_wish: Callable[..., None],
    quote: Press,
    share: Callable[[UUID], Press],
) -> list[VdomDict]:
    items = [(str(each.id), f"{each.name} ({each.code})") for each in view.items]
    sites = [(str(each.id), each.name) for each in view.sites]
    return [
        section(voice.say("suppliers-ask-quotation")),
        html.div(
            {"className": "pad approval-form"},
            picker(
                voice.say("suppliers-item"),
                items,
                items[0][0],
                lambda value: set_wish(item_id=value),
            ),
            picker(
                voice.say("suppliers-site"),
                sites,
                sites[0][0],
                lambda value: set_wish(site_id=value),
            ),
            typed(voice.say("supplier-quantity"), "quantity", set_wish, mode="decimal"),
            typed(voice.say("supplier-day"), "due_on", set_wish, kind="date"),
            typed(voice.say("supplier-note"), "note", set_wish, longest=1000),
            button(
                {"className": "btn ink", "type": "button", "onClick": quote},
                voice.say("suppliers-send"),
            ),
        ),
        section(voice.say("suppliers-share")),
        html.div(
            {"className": "pad stack"},
            *(
                button(
                    {
                        "className": "btn",
                        "type": "button",
                        "key": str(site.id),
                        "onClick": share(site.id),
                    },
                    site.name,
                )
                for site in view.sites
            ),
        ),
    ]
