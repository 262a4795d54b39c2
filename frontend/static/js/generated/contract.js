// Made from shared/schemas/ops.py and shared/terms.py by `make contract`; do not edit.

export const OPS = Object.freeze({
  "request_demand_change": {
    "required": [
      "customer_id",
      "item_id",
      "quantity_delta",
      "reason"
    ],
    "optional": [
      "demand_line_id",
      "site_id",
      "due_on",
      "is_cancellation",
      "is_urgent",
      "confidence",
      "note",
      "photos"
    ]
  },
  "amend_demand_change": {
    "required": [
      "customer_id",
      "item_id",
      "quantity_delta",
      "reason"
    ],
    "optional": [
      "demand_line_id",
      "site_id",
      "due_on",
      "is_cancellation",
      "is_urgent",
      "confidence",
      "note",
      "photos"
    ]
  },
  "withdraw_demand_change": {
    "required": [
      "reason"
    ],
    "optional": []
  },
  "decide_proposal": {
    "required": [
      "decision",
      "plan_revision_id"
    ],
    "optional": [
      "alternative",
      "amendments",
      "reason",
      "note"
    ]
  },
  "record_inquiry": {
    "required": [
      "customer_id",
      "item_id",
      "quantity",
      "due_on"
    ],
    "optional": [
      "site_id",
      "note"
    ]
  },
  "hold_quotation": {
    "required": [
      "customer_id",
      "item_id",
      "quantity",
      "due_on",
      "held_until"
    ],
    "optional": [
      "site_id",
      "option",
      "complete_on",
      "note"
    ]
  },
  "release_quotation": {
    "required": [],
    "optional": []
  },
  "order_quotation": {
    "required": [
      "demand_change_id",
      "reason"
    ],
    "optional": []
  },
  "report_downtime": {
    "required": [
      "work_center_id",
      "from_at",
      "cause"
    ],
    "optional": [
      "until_at",
      "machine_count",
      "note"
    ]
  },
  "end_downtime": {
    "required": [
      "until_at"
    ],
    "optional": []
  },
  "report_hours": {
    "required": [
      "work_center_id",
      "from_on"
    ],
    "optional": [
      "until_on",
      "hours",
      "efficiency_ratio",
      "note"
    ]
  },
  "report_output": {
    "required": [
      "good_quantity"
    ],
    "optional": [
      "scrapped_quantity",
      "plan_line_id",
      "production_order_id",
      "is_done",
      "on",
      "lot_code",
      "note"
    ]
  },
  "reverse_report": {
    "required": [],
    "optional": [
      "note"
    ]
  }
});

export const LANGUAGE = Object.freeze(["en", "zh", "ru"]);

export const THEME = Object.freeze(["device", "light", "dark"]);

export const ROLE = Object.freeze(["rep", "supervisor", "executive", "planner", "buyer", "logistics", "steward", "admin"]);

export const TOKEN_USE = Object.freeze(["read", "write"]);

export const SCOPE_KIND = Object.freeze(["territory", "site"]);

export const SITE_KIND = Object.freeze(["plant", "warehouse", "shop", "online"]);

export const ITEM_KIND = Object.freeze(["finished", "kit", "intermediate", "raw", "packaging"]);

export const STOCK_STAGE = Object.freeze(["raw", "in_work", "finished"]);

export const STOCK_MARK = Object.freeze(["gap", "waste", "surplus"]);

export const STOCK_GROUPING = Object.freeze(["item", "family", "site"]);

export const PROCUREMENT = Object.freeze(["make", "buy", "transfer"]);

export const CHANNEL = Object.freeze(["direct", "shop", "online"]);

export const DEMAND_LINE_STATUS = Object.freeze(["open", "shipped", "cancelled"]);

export const DEMAND_CHANGE_STATUS = Object.freeze(["received", "assessed", "proposed", "decided", "applied", "withdrawn"]);

export const REASON_CODE = Object.freeze(["customer_request", "forecast_change", "promotion", "price", "competitor", "quality", "project_start", "project_delay", "stock_correction", "payment", "season", "other"]);

export const DECISION_KIND = Object.freeze(["approve", "amend", "reject", "send_back"]);

export const DECIDED_KIND = Object.freeze(["proposal", "adoption", "allocation", "replenishment"]);

export const DECISION_REASON = Object.freeze(["capacity", "material", "cost", "other_customer", "frozen_zone", "quality", "needs_more_detail", "other"]);

export const PROPOSAL_STATUS = Object.freeze(["open", "approved", "amended", "rejected", "sent_back", "withdrawn"]);

export const QUOTATION_STATUS = Object.freeze(["inquired", "held", "released", "lapsed", "ordered"]);

export const ADJUSTMENT_KIND = Object.freeze(["make_more", "make_less", "move", "overtime", "buy", "buy_sooner", "buy_later", "reduce_purchase", "cancel_purchase", "transfer", "split_delivery", "promise_later"]);

export const ALLOCATION_STRATEGY = Object.freeze(["win", "gain", "redistribute", "fill", "lose"]);

export const ALLOCATION_OUTCOME = Object.freeze(["sooner", "kept", "part_later", "later", "open"]);

export const EDIT_KIND = Object.freeze(["demand", "demand_line", "new_demand", "purchase", "plan_line", "capacity", "calendar", "promotion", "price", "plan_anew"]);

export const SCENARIO_CAUTION = Object.freeze(["frozen", "overtime_limit", "supplier"]);

export const FENCE = Object.freeze(["frozen", "negotiable", "free"]);

export const REPORT_KIND = Object.freeze(["downtime", "hours", "output"]);

export const DOWNTIME_CAUSE = Object.freeze(["breakdown", "maintenance", "no_material", "no_staff", "quality", "power", "other"]);

export const ALERT_SEVERITY = Object.freeze(["late", "risk", "notice"]);

export const KPI_NAME = Object.freeze(["order_fill_rate", "otif", "order_lead_time", "open_demand_at_risk", "proposals_waiting", "urgent_response", "forecast_error"]);

export const FULL_LOAD = Object.freeze(["layer", "pallet"]);

export const PUSH_KIND = Object.freeze(["proposal_waits", "change_decided", "large_approval", "kpi_crossed", "alert_raised", "urgent_stage", "thread_moved", "details"]);

export const SAFETY_SIDE = Object.freeze(["low", "high"]);

export const SAFETY_LACK = Object.freeze(["not_forecast", "few_periods", "no_buyers", "no_goal"]);
