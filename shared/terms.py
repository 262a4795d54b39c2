"""The words of the field as closed lists; the same value on the wire, in a column and in code."""

from enum import StrEnum


class Language(StrEnum):
    """A language that a person can choose."""

    ENGLISH = "en"
    CHINESE = "zh"
    RUSSIAN = "ru"


class Theme(StrEnum):
    """How the screens are lit."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


class Role(StrEnum):
    """What a person is here for; one person may have several."""

    REP = "rep"
    SUPERVISOR = "supervisor"
    EXECUTIVE = "executive"
    PLANNER = "planner"
    BUYER = "buyer"
    LOGISTICS = "logistics"
    STEWARD = "steward"
    ADMIN = "admin"


class TokenUse(StrEnum):
    """What an API token may be used for; `write` reads as well."""

    READ = "read"
    WRITE = "write"


class ScopeKind(StrEnum):
    """What a scope stands for: a rep's territory, or a site."""

    TERRITORY = "territory"
    SITE = "site"


class SiteKind(StrEnum):
    """What happens at a site."""

    PLANT = "plant"
    WAREHOUSE = "warehouse"
    SHOP = "shop"
    ONLINE = "online"


class ItemKind(StrEnum):
    """What an item is to the company."""

    FINISHED = "finished"
    KIT = "kit"
    INTERMEDIATE = "intermediate"
    RAW = "raw"
    PACKAGING = "packaging"


class StockStage(StrEnum):
    """What stock is on its way from purchase to customer."""

    RAW = "raw"
    IN_WORK = "in_work"
    FINISHED = "finished"


class StockMark(StrEnum):
    """What stands out about the stock of an item at a site."""

    GAP = "gap"
    WASTE = "waste"
    SURPLUS = "surplus"


class StockGrouping(StrEnum):
    """How stock is listed: every item at every site, or sums."""

    ITEM = "item"
    FAMILY = "family"
    SITE = "site"


class Procurement(StrEnum):
    """Where an item at a site comes from."""

    MAKE = "make"
    BUY = "buy"
    TRANSFER = "transfer"


class Channel(StrEnum):
    """How an order reached the company."""

    DIRECT = "direct"
    SHOP = "shop"
    ONLINE = "online"


class DemandLineStatus(StrEnum):
    """Where a demand line stands."""

    OPEN = "open"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class DemandChangeStatus(StrEnum):
    """Where a demand change stands on its way from the phone to the plan."""

    RECEIVED = "received"
    ASSESSED = "assessed"
    PROPOSED = "proposed"
    DECIDED = "decided"
    APPLIED = "applied"
    WITHDRAWN = "withdrawn"


class ReasonCode(StrEnum):
    """Why a demand changed."""

    CUSTOMER_REQUEST = "customer_request"
    FORECAST_CHANGE = "forecast_change"
    PROMOTION = "promotion"
    PRICE = "price"
    COMPETITOR = "competitor"
    QUALITY = "quality"
    PROJECT_START = "project_start"
    PROJECT_DELAY = "project_delay"
    STOCK_CORRECTION = "stock_correction"
    PAYMENT = "payment"
    SEASON = "season"
    OTHER = "other"


class DecisionKind(StrEnum):
    """What a supervisor may answer to a proposal."""

    APPROVE = "approve"
    AMEND = "amend"
    REJECT = "reject"
    SEND_BACK = "send_back"


class DecidedKind(StrEnum):
    """What is decided by the rules of approval, and can be undone."""

    PROPOSAL = "proposal"
    ADOPTION = "adoption"
    ALLOCATION = "allocation"
    REPLENISHMENT = "replenishment"


class DecisionReason(StrEnum):
    """Why a proposal was not taken as it stood."""

    CAPACITY = "capacity"
    MATERIAL = "material"
    COST = "cost"
    OTHER_CUSTOMER = "other_customer"
    FROZEN_ZONE = "frozen_zone"
    QUALITY = "quality"
    NEEDS_MORE_DETAIL = "needs_more_detail"
    OTHER = "other"


class ProposalStatus(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    APPROVED = "approved"
    AMENDED = "amended"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


class QuotationStatus(StrEnum):
    """Where a quotation stands: only asked, held until a time, given back, run out, or ordered."""

    INQUIRED = "inquired"
    HELD = "held"
    RELEASED = "released"
    LAPSED = "lapsed"
    ORDERED = "ordered"


class AdjustmentKind(StrEnum):
    """One thing that a proposal would do to the plan, a purchase or a promise."""

    MAKE_MORE = "make_more"
    MAKE_LESS = "make_less"
    MOVE = "move"
    OVERTIME = "overtime"
    BUY = "buy"
    BUY_SOONER = "buy_sooner"
    BUY_LATER = "buy_later"
    REDUCE_PURCHASE = "reduce_purchase"
    CANCEL_PURCHASE = "cancel_purchase"
    TRANSFER = "transfer"
    SPLIT_DELIVERY = "split_delivery"
    PROMISE_LATER = "promise_later"


class AllocationStrategy(StrEnum):
    """How a line is served when there is not enough for all; the first is served first."""

    WIN = "win"
    GAIN = "gain"
    REDISTRIBUTE = "redistribute"
    FILL = "fill"
    LOSE = "lose"


class AllocationOutcome(StrEnum):
    """How what a line gets stands to its promise."""

    SOONER = "sooner"
    KEPT = "kept"
    PART_LATER = "part_later"
    LATER = "later"
    OPEN = "open"


class EditKind(StrEnum):
    """One thing that is otherwise in a scenario."""

    DEMAND = "demand"
    DEMAND_LINE = "demand_line"
    NEW_DEMAND = "new_demand"
    PURCHASE = "purchase"
    PLAN_LINE = "plan_line"
    CAPACITY = "capacity"
    CALENDAR = "calendar"
    PROMOTION = "promotion"
    PRICE = "price"
    PLAN_ANEW = "plan_anew"


class ScenarioCaution(StrEnum):
    """What stands in the way of carrying a scenario out at once."""

    FROZEN = "frozen"
    OVERTIME_LIMIT = "overtime_limit"
    SUPPLIER = "supplier"


class Fence(StrEnum):
    """The time zone of the plan that a day lies in."""

    FROZEN = "frozen"
    NEGOTIABLE = "negotiable"
    FREE = "free"


class ReportKind(StrEnum):
    """What the floor reports: a machine that is down, hours that differ, what was made."""

    DOWNTIME = "downtime"
    HOURS = "hours"
    OUTPUT = "output"


class DowntimeCause(StrEnum):
    """Why a machine is down."""

    BREAKDOWN = "breakdown"
    MAINTENANCE = "maintenance"
    NO_MATERIAL = "no_material"
    NO_STAFF = "no_staff"
    QUALITY = "quality"
    POWER = "power"
    OTHER = "other"


class AlertSeverity(StrEnum):
    """How much an alert matters."""

    LATE = "late"
    RISK = "risk"
    NOTICE = "notice"


class KPIName(StrEnum):
    """The figures that the company steers by."""

    ORDER_FILL_RATE = "order_fill_rate"
    OTIF = "otif"
    ORDER_LEAD_TIME = "order_lead_time"
    OPEN_DEMAND_AT_RISK = "open_demand_at_risk"
    PROPOSALS_WAITING = "proposals_waiting"
    URGENT_RESPONSE = "urgent_response"
    FORECAST_ERROR = "forecast_error"


class FullLoad(StrEnum):
    """What a customer's orders are rounded up to."""

    LAYER = "layer"
    PALLET = "pallet"


class PushKind(StrEnum):
    """What may wake a person's phone; each person chooses.

    `details` wakes nobody: it lets the lock screen name customers, items and quantities.
    """

    PROPOSAL_WAITS = "proposal_waits"
    CHANGE_DECIDED = "change_decided"
    LARGE_APPROVAL = "large_approval"
    KPI_CROSSED = "kpi_crossed"
    ALERT_RAISED = "alert_raised"
    URGENT_STAGE = "urgent_stage"
    THREAD_MOVED = "thread_moved"
    DETAILS = "details"


class SafetySide(StrEnum):
    """How a safety stock in force stands to the one that is proposed."""

    LOW = "low"
    HIGH = "high"


class SafetyLack(StrEnum):
    """Why no safety stock is proposed: the first thing that is missing."""

    NOT_FORECAST = "not_forecast"
    FEW_PERIODS = "few_periods"
    NO_BUYERS = "no_buyers"
    NO_GOAL = "no_goal"
