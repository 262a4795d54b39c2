"""The whole story as two tables: command → handler, event → reactions; and the timetable.

Read it from top to bottom: a change comes in from a phone, is assessed, becomes a proposal, is decided,
revises the plan, and people hear of it. What happens next is listed here and never called.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from backend.alert.commands import (
    AcknowledgeAlert,
    CheckAlerts,
    EscalateAlert,
    NoteAlert,
    SnoozeAlert,
    TakeAlert,
    WatchPromotions,
)
from backend.alert.events import (
    AlertAcknowledged,
    AlertCleared,
    AlertEscalated,
    AlertNoted,
    AlertRaised,
    AlertSnoozed,
    AlertTaken,
    DecisionDue,
    OwnerDue,
    OwnerTold,
)
from backend.alert.handlers.following import (
    acknowledge_alert,
    check_alerts,
    follow_agreements,
    follow_kpi,
    follow_proposal,
    look_again,
    tell_allocated,
    tell_gained,
    tell_moved_promises,
    untell_allocated,
    watch_proposal,
)
from backend.alert.handlers.owning import (
    escalate_alert,
    note_alert,
    snooze_alert,
    take_alert,
    tell_again,
    tell_owner,
)
from backend.alert.handlers.promotions import watch_promotions
from backend.alert.handlers.stages import follow_urgent_stage
from backend.allocation.commands import (
    ChooseAllocationRule,
    DecideAllocation,
    OpenAllocation,
    RemoveAllocationRule,
    UndoAllocation,
)
from backend.allocation.events import (
    AllocationDecided,
    AllocationOpened,
    AllocationRuleChosen,
    AllocationUndone,
    PromisesGained,
)
from backend.allocation.handlers import (
    choose_allocation_rule,
    decide_allocation,
    escalate_allocation,
    open_allocation,
    open_allocations,
    remove_allocation_rule,
    share_components,
    undo_allocation,
    withdraw_allocations,
)
from backend.approval.commands import (
    AddApprovalRule,
    ChangeApprovalRule,
    EndDeputy,
    MoveApprovalRule,
    NameDeputy,
    RemoveApprovalRule,
)
from backend.approval.events import (
    AgreementDue,
    ApprovalGiven,
    ApprovalsLapsed,
    DecisionEscalated,
    DecisionReminded,
    DeputyNamed,
)
from backend.approval.handlers import (
    add_approval_rule,
    change_approval_rule,
    end_deputy,
    move_approval_rule,
    name_deputy,
    remove_approval_rule,
)
from backend.connectors.mail.commands import (
    ChooseCustomerNotices,
    ChooseStaffMail,
    ChooseSupplierMail,
    EndMails,
    ForgetMail,
    MendAddress,
    ReceiveMail,
    SendDigests,
    SendMailAgain,
    SendTestMail,
)
from backend.connectors.mail.customers import tell_customers, tell_of_lost_days
from backend.connectors.mail.events import (
    AddressClosed,
    AddressMended,
    MailTestAsked,
    MailWanted,
)
from backend.connectors.mail.handlers import (
    choose_customer_notices,
    choose_staff_mail,
    choose_supplier_mail,
    clear_closed_address,
    end_mails,
    forget_mail,
    mend_address,
    receive_mail,
    send_mail_again,
    send_test_mail,
    tell_of_closed_address,
    write_test,
)
from backend.connectors.mail.sending import send_mail
from backend.connectors.mail.staff import mail_silent, send_digests
from backend.connectors.mail.supplying import mail_buyer, mail_supplier
from backend.connectors.table_import.upload import import_upload
from backend.connectors.webhook.commands import (
    AddWebhook,
    ChangeWebhook,
    ForgetDeliveries,
    RemoveWebhook,
    ReplayDelivery,
    RotateWebhookSecret,
    SendTestWebhook,
)
from backend.connectors.webhook.events import WebhookWanted
from backend.connectors.webhook.handlers import (
    add_webhook,
    change_webhook,
    forget_deliveries,
    remove_webhook,
    replay_delivery,
    rotate_webhook_secret,
    send_test_webhook,
)
from backend.connectors.webhook.publish import announce_to_webhooks, send_webhook
from backend.customer.commands import (
    AddCustomerField,
    ChangeCustomerField,
    ChooseClass,
    ChooseSegmentRules,
    EndClassChoice,
    ForgetSignal,
    HearSignal,
    RemoveCustomerField,
    SayCustomerFields,
    TakeOverClasses,
)
from backend.customer.events import (
    CustomerClassChosen,
    CustomerDescribed,
    CustomerFieldsDefined,
    CustomerHeard,
    SegmentRulesChosen,
)
from backend.customer.handlers.classes import (
    choose_class,
    choose_segment_rules,
    end_class_choice,
    keep_chosen_classes,
    take_over_classes,
)
from backend.customer.handlers.fields import (
    add_customer_field,
    change_customer_field,
    remove_customer_field,
    say_customer_fields,
)
from backend.customer.handlers.signals import forget_signal, hear_signal
from backend.demand.commands import (
    AmendDemandChange,
    ChooseDeliveryRule,
    ChooseUsualDelivery,
    KeepDemandPhoto,
    MoveDeal,
    RequestDemandChange,
    RerouteDemandLine,
    RouteDemandChange,
    WithdrawDemandChange,
)
from backend.demand.events import (
    DealMoved,
    DeliveryRuleChosen,
    DemandChangeAmended,
    DemandChangeRequested,
    DemandChangeWithdrawn,
    DemandLineChanged,
    DemandPhotoReceived,
)
from backend.demand.handlers.asking import (
    amend_demand_change,
    request_demand_change,
    withdraw_demand_change,
)
from backend.demand.handlers.dealing import move_deal
from backend.demand.handlers.delivering import choose_delivery_rule, choose_usual_delivery
from backend.demand.handlers.photos import keep_demand_photo
from backend.demand.handlers.routing import reroute_demand_line, route_demand_change
from backend.dispatch import Flow, Handler, Reaction
from backend.floor.commands import (
    AddCalendar,
    ChangeDays,
    ChangeShifts,
    ChangeTimeZone,
    EndDowntime,
    FollowCalendar,
    FollowFloor,
    MovePlanLine,
    ReportDowntime,
    ReportHours,
    ReportOutput,
    ReverseReport,
    UndoMove,
)
from backend.floor.events import FloorReported, HoursLost, PromisesMoved
from backend.floor.handlers.calendars import (
    add_calendar,
    change_days,
    change_shifts,
    change_time_zone,
    follow_calendar,
)
from backend.floor.handlers.capacity import (
    end_downtime,
    follow_floor,
    report_downtime,
    report_hours,
)
from backend.floor.handlers.following import follow_hours, follow_report
from backend.floor.handlers.moving import move_plan_line, undo_move
from backend.floor.handlers.output import report_output
from backend.floor.handlers.reversing import reverse_report
from backend.forecast.commands import (
    AddOutsideEvent,
    ChooseForecastWindow,
    FinishForecast,
    ForecastFamilies,
    FreezeForecast,
    KeepOutsideSeries,
    OverrideForecast,
    RemoveForecastWindow,
    RemoveItemLife,
    RemoveOutsideEvent,
    RemoveOutsideSeries,
    RestoreForecastOverride,
    RestoreForecastRun,
    SayItemLife,
    StartForecast,
    StartNightlyForecast,
    ThawForecast,
    UndoForecastMend,
)
from backend.forecast.events import (
    ForecastAdvanced,
    ForecastDue,
    ForecastMade,
    ForecastOverridden,
    ForecastWanted,
    OutsideChanged,
)
from backend.forecast.handlers.deciding import (
    choose_forecast_window,
    override_forecast,
    remove_forecast_window,
    restore_forecast_override,
    undo_forecast_mend,
)
from backend.forecast.handlers.keeping import (
    freeze_forecast,
    restore_forecast_run,
    thaw_forecast,
)
from backend.forecast.handlers.lives import remove_item_life, say_item_life
from backend.forecast.handlers.outside import (
    add_outside_event,
    keep_outside_series,
    remove_outside_event,
    remove_outside_series,
)
from backend.forecast.handlers.running import (
    carry_out_forecast,
    finish_forecast,
    forecast_families,
    look_for_forecast,
    start_forecast,
    start_nightly_forecast,
    want_forecast,
)
from backend.identity.commands import (
    AddPerson,
    ChooseLanguage,
    ChooseTheme,
    CreateAPIToken,
    EndSession,
    ForgetOldAttempts,
    GrantScope,
    RevokeAPIToken,
    RevokeDevice,
    RevokeScope,
    StartSession,
)
from backend.identity.handlers import (
    add_person,
    choose_language,
    choose_theme,
    create_api_token,
    end_session,
    forget_old_attempts,
    grant_scope,
    revoke_api_token,
    revoke_device,
    revoke_scope,
    start_session,
)
from backend.impact.events import DemandChangeAssessed
from backend.impact.handlers import assess_demand_change
from backend.intake.commands import LoadCompany, RequestImport
from backend.intake.events import CompanyLoaded, ImportRequested
from backend.intake.handlers import load_company, request_import
from backend.kpi.commands import RecomputeKPIs, RefreshKPIs, RollKPIsOver
from backend.kpi.events import KPICrossed, KPIsCounted
from backend.kpi.handlers import (
    recompute_kpis,
    recount_everything,
    recount_response,
    recount_risk,
    recount_waiting,
    recount_weeks,
    refresh_kpis,
    roll_kpis_over,
)
from backend.plan.events import PlanRevised
from backend.promise.commands import (
    ChooseRouting,
    ChooseSiteReserve,
    HoldQuotation,
    OrderQuotation,
    RecordInquiry,
    ReleaseQuotation,
)
from backend.promise.events import (
    InquiryRecorded,
    QuotationDue,
    QuotationHeld,
    QuotationLapsed,
    QuotationOrdered,
    QuotationReleased,
    ReservationMoved,
    RoutingChosen,
)
from backend.promise.handlers import (
    choose_routing,
    choose_site_reserve,
    free_reservation,
    hold_quotation,
    lapse_quotation,
    order_quotation,
    record_inquiry,
    release_quotation,
)
from backend.promotion.commands import (
    CancelPromotion,
    ChangePromotion,
    ConfirmPromotion,
    EndSeason,
    PlanPromotion,
    SayUplift,
    SetSeason,
)
from backend.promotion.events import PromotionChanged, SeasonChanged
from backend.promotion.handlers.planning import (
    cancel_promotion,
    change_promotion,
    confirm_promotion,
    plan_promotion,
    say_uplift,
)
from backend.promotion.handlers.seasons import end_season, set_season
from backend.proposal.commands import DecideProposal, DecideProposals, SetPricing, UndoDecision
from backend.proposal.events import (
    DecisionUndone,
    PricingSet,
    ProposalDecided,
    ProposalOpened,
    ProposalOutdated,
    ProposalRefreshed,
    ProposalWithdrawn,
)
from backend.proposal.handlers.deciding import decide_proposal, decide_proposals
from backend.proposal.handlers.opening import (
    escalate_proposal,
    find_outdated,
    find_priced_otherwise,
    open_proposal,
    refresh_proposal,
    withdraw_proposal,
)
from backend.proposal.handlers.pricing import set_pricing
from backend.proposal.handlers.undoing import undo_decision
from backend.push.commands import (
    ChoosePush,
    PrunePushSubscriptions,
    SendTestPush,
    SubscribeToPush,
    UnsubscribeFromPush,
)
from backend.push.deciders import (
    wake_asker,
    wake_deciders,
    wake_for_adoption,
    wake_for_allocation,
    wake_for_replenishment,
    wake_reminded,
)
from backend.push.delivery import send_push
from backend.push.events import PersonSilent, PushWanted, SilenceDue
from backend.push.handlers import (
    choose_push,
    send_test_push,
    subscribe_to_push,
    unsubscribe_from_push,
    wake_author,
    wake_executives,
    wake_for_alert,
    wake_for_kpi,
    wake_owner,
)
from backend.push.news import wake_told
from backend.push.silence import look_for_silence, prune_push_subscriptions
from backend.push.stages import wake_called, wake_for_stage, wake_reminded_of_stage
from backend.replenishment.commands import DecideReplenishment, UndoReplenishment
from backend.replenishment.events import (
    ReplenishmentDecided,
    ReplenishmentOpened,
    ReplenishmentUndone,
    ReplenishmentWanted,
)
from backend.replenishment.handlers import (
    decide_replenishment,
    escalate_replenishment,
    start_replenishment,
    undo_replenishment,
    withdraw_replenishments,
)
from backend.scenario.commands import (
    AddEdit,
    AddScenario,
    AdoptScenario,
    ArchiveScenario,
    ArchiveWhatIf,
    CopyPlan,
    DecideAdoption,
    PlanAnew,
    RemoveEdit,
    RenewWhatIf,
    ShareWhatIf,
    UndoAdoption,
    WeighWhatIf,
)
from backend.scenario.events import (
    AdoptionDecided,
    AdoptionOpened,
    AdoptionUndone,
    WhatIfChanged,
)
from backend.scenario.handlers.changing import (
    add_edit,
    add_scenario,
    archive_scenario,
    archive_what_if,
    copy_plan,
    plan_anew,
    remove_edit,
    renew_what_if,
    share_what_if,
    weigh_what_if,
)
from backend.scenario.handlers.deciding import (
    adopt_scenario,
    decide_adoption,
    escalate_adoption,
    undo_adoption,
)
from backend.supplier.commands import (
    AnswerRequest,
    AskForQuotation,
    AskToConfirm,
    MakeLink,
    OpenLink,
    RevokeLinks,
    ShareForecast,
)
from backend.supplier.events import SupplierAnswered, SupplierAsked
from backend.supplier.handlers.answering import (
    answer_request,
    follow_answer,
    open_link,
    tell_buyer,
)
from backend.supplier.handlers.asking import (
    ask_about_purchase,
    ask_for_quotation,
    ask_to_confirm,
    make_link,
    revoke_links,
    share_forecast,
)
from backend.supply.events import ProductionOrderMoved, PurchaseMoved
from backend.sync.commands import ForgetOldSync
from backend.sync.retention import forget_old_sync
from backend.thread.commands import (
    FollowThing,
    KeepAttachment,
    RemoveAttachment,
    RemoveComment,
    SeeNews,
    UnfollowThing,
    WriteComment,
)
from backend.thread.events import AttachmentKept, CommentWritten, NewsTold, ThreadChanged
from backend.thread.handlers import (
    follow_thing,
    keep_attachment,
    remove_attachment,
    remove_comment,
    see_news,
    tell_followers,
    tell_of_attachment,
    tell_of_comment,
    unfollow_thing,
    write_comment,
)
from backend.undelivered.commands import ReplayMessage
from backend.undelivered.events import MessageReplayed
from backend.undelivered.handlers import replay_message
from backend.urgent.commands import (
    AddRunbook,
    ChangeRunbook,
    CheckUrgentOrders,
    FinishStage,
    HandOverStage,
    MoveRunbook,
    RemoveRunbook,
)
from backend.urgent.events import (
    ProcessingStarted,
    StageDone,
    StageDue,
    StageEscalated,
    StageHandedOver,
    StageReminded,
    StageReminderDue,
    StageStarted,
    UrgentOrderEnded,
    UrgentOrderReceived,
)
from backend.urgent.handlers.acting import finish_stage, hand_over_stage
from backend.urgent.handlers.following import (
    check_urgent_orders,
    follow_urgent_change,
    follow_urgent_orders,
    follow_urgent_proposal,
)
from backend.urgent.handlers.runbooks import (
    add_runbook,
    change_runbook,
    move_runbook,
    remove_runbook,
)
from backend.urgent.handlers.timing import escalate_stage, remind_of_stage
from backend.watch.commands import (
    AddAlertRule,
    ChangeAlertRule,
    CheckAlertRules,
    RemoveAlertRule,
    SwitchAlertRule,
)
from backend.watch.events import AlertRuleChanged, EscalateDue
from backend.watch.handlers.escalating import escalate_unanswered, wait_for_answer
from backend.watch.handlers.looking import (
    check_alert_rules,
    look_at_decisions,
    look_at_figures,
    look_at_forecasts,
    look_at_line,
    look_at_order,
    look_at_purchase,
    look_at_report,
    look_at_rules,
    look_at_site,
)
from backend.watch.handlers.rules import (
    add_alert_rule,
    change_alert_rule,
    remove_alert_rule,
    switch_alert_rule,
)

HANDLERS: Final[Mapping[type, Handler]] = {
    # Who works here.
    StartSession: start_session,
    EndSession: end_session,
    ForgetOldAttempts: forget_old_attempts,
    RevokeDevice: revoke_device,
    CreateAPIToken: create_api_token,
    RevokeAPIToken: revoke_api_token,
    ChooseLanguage: choose_language,
    ChooseTheme: choose_theme,
    AddPerson: add_person,
    GrantScope: grant_scope,
    RevokeScope: revoke_scope,
    # What the company is.
    LoadCompany: load_company,
    RequestImport: request_import,
    # What customers want.
    RequestDemandChange: request_demand_change,
    RouteDemandChange: route_demand_change,
    RerouteDemandLine: reroute_demand_line,
    ChooseRouting: choose_routing,
    ChooseSiteReserve: choose_site_reserve,
    ChooseDeliveryRule: choose_delivery_rule,
    ChooseUsualDelivery: choose_usual_delivery,
    AmendDemandChange: amend_demand_change,
    WithdrawDemandChange: withdraw_demand_change,
    KeepDemandPhoto: keep_demand_photo,
    # What is expected of them.
    MoveDeal: move_deal,
    StartForecast: start_forecast,
    StartNightlyForecast: start_nightly_forecast,
    ForecastFamilies: forecast_families,
    FinishForecast: finish_forecast,
    OverrideForecast: override_forecast,
    RestoreForecastOverride: restore_forecast_override,
    UndoForecastMend: undo_forecast_mend,
    ChooseForecastWindow: choose_forecast_window,
    FreezeForecast: freeze_forecast,
    ThawForecast: thaw_forecast,
    RestoreForecastRun: restore_forecast_run,
    SayItemLife: say_item_life,
    RemoveItemLife: remove_item_life,
    KeepOutsideSeries: keep_outside_series,
    RemoveOutsideSeries: remove_outside_series,
    AddOutsideEvent: add_outside_event,
    RemoveOutsideEvent: remove_outside_event,
    # What is promoted, and what is sold only in a season.
    PlanPromotion: plan_promotion,
    ChangePromotion: change_promotion,
    ConfirmPromotion: confirm_promotion,
    CancelPromotion: cancel_promotion,
    SayUplift: say_uplift,
    SetSeason: set_season,
    EndSeason: end_season,
    RemoveForecastWindow: remove_forecast_window,
    # Who has to agree.
    AddApprovalRule: add_approval_rule,
    ChangeApprovalRule: change_approval_rule,
    MoveApprovalRule: move_approval_rule,
    RemoveApprovalRule: remove_approval_rule,
    NameDeputy: name_deputy,
    EndDeputy: end_deputy,
    # What customers ask about, and what is held for them.
    RecordInquiry: record_inquiry,
    HoldQuotation: hold_quotation,
    ReleaseQuotation: release_quotation,
    OrderQuotation: order_quotation,
    # What is decided.
    DecideProposal: decide_proposal,
    SetPricing: set_pricing,
    DecideProposals: decide_proposals,
    UndoDecision: undo_decision,
    DecideReplenishment: decide_replenishment,
    UndoReplenishment: undo_replenishment,
    # What the production floor reports.
    ReportDowntime: report_downtime,
    EndDowntime: end_downtime,
    ReportHours: report_hours,
    ReportOutput: report_output,
    ReverseReport: reverse_report,
    FollowFloor: follow_floor,
    # Which hours there are.
    AddCalendar: add_calendar,
    FollowCalendar: follow_calendar,
    ChangeShifts: change_shifts,
    ChangeDays: change_days,
    ChangeTimeZone: change_time_zone,
    MovePlanLine: move_plan_line,
    UndoMove: undo_move,
    # What is only tried.
    CopyPlan: copy_plan,
    PlanAnew: plan_anew,
    RenewWhatIf: renew_what_if,
    ShareWhatIf: share_what_if,
    WeighWhatIf: weigh_what_if,
    ArchiveWhatIf: archive_what_if,
    AddScenario: add_scenario,
    ArchiveScenario: archive_scenario,
    AddEdit: add_edit,
    RemoveEdit: remove_edit,
    AdoptScenario: adopt_scenario,
    DecideAdoption: decide_adoption,
    UndoAdoption: undo_adoption,
    # What the company is told of itself.
    RecomputeKPIs: recompute_kpis,
    RefreshKPIs: refresh_kpis,
    RollKPIsOver: roll_kpis_over,
    CheckAlerts: check_alerts,
    WatchPromotions: watch_promotions,
    AcknowledgeAlert: acknowledge_alert,
    TakeAlert: take_alert,
    SnoozeAlert: snooze_alert,
    EscalateAlert: escalate_alert,
    NoteAlert: note_alert,
    # What is watched, and whose alert it is.
    AddAlertRule: add_alert_rule,
    ChangeAlertRule: change_alert_rule,
    SwitchAlertRule: switch_alert_rule,
    RemoveAlertRule: remove_alert_rule,
    CheckAlertRules: check_alert_rules,
    # Whose phone is woken.
    SubscribeToPush: subscribe_to_push,
    UnsubscribeFromPush: unsubscribe_from_push,
    ChoosePush: choose_push,
    SendTestPush: send_test_push,
    # What is said about a thing.
    FollowThing: follow_thing,
    UnfollowThing: unfollow_thing,
    WriteComment: write_comment,
    RemoveComment: remove_comment,
    KeepAttachment: keep_attachment,
    RemoveAttachment: remove_attachment,
    SeeNews: see_news,
    PrunePushSubscriptions: prune_push_subscriptions,
    # What is urgent.
    FinishStage: finish_stage,
    HandOverStage: hand_over_stage,
    CheckUrgentOrders: check_urgent_orders,
    AddRunbook: add_runbook,
    ChangeRunbook: change_runbook,
    MoveRunbook: move_runbook,
    RemoveRunbook: remove_runbook,
    # What is short.
    OpenAllocation: open_allocation,
    DecideAllocation: decide_allocation,
    UndoAllocation: undo_allocation,
    ChooseAllocationRule: choose_allocation_rule,
    RemoveAllocationRule: remove_allocation_rule,
    # Who the customers are, and who is served first.
    AddCustomerField: add_customer_field,
    ChangeCustomerField: change_customer_field,
    RemoveCustomerField: remove_customer_field,
    SayCustomerFields: say_customer_fields,
    HearSignal: hear_signal,
    ForgetSignal: forget_signal,
    ChooseSegmentRules: choose_segment_rules,
    ChooseClass: choose_class,
    EndClassChoice: end_class_choice,
    TakeOverClasses: take_over_classes,
    # What suppliers are asked, and what they answer.
    AskForQuotation: ask_for_quotation,
    AskToConfirm: ask_to_confirm,
    ShareForecast: share_forecast,
    MakeLink: make_link,
    RevokeLinks: revoke_links,
    OpenLink: open_link,
    AnswerRequest: answer_request,
    # What phones need no longer.
    ForgetOldSync: forget_old_sync,
    # Which other systems are told.
    AddWebhook: add_webhook,
    ChangeWebhook: change_webhook,
    RotateWebhookSecret: rotate_webhook_secret,
    RemoveWebhook: remove_webhook,
    SendTestWebhook: send_test_webhook,
    ReplayDelivery: replay_delivery,
    ForgetDeliveries: forget_deliveries,
    # What could not be delivered.
    ReplayMessage: replay_message,
    # Who is written to.
    ChooseCustomerNotices: choose_customer_notices,
    ChooseSupplierMail: choose_supplier_mail,
    ChooseStaffMail: choose_staff_mail,
    EndMails: end_mails,
    SendTestMail: send_test_mail,
    SendMailAgain: send_mail_again,
    MendAddress: mend_address,
    ReceiveMail: receive_mail,
    SendDigests: send_digests,
    ForgetMail: forget_mail,
}


# What these do is told to people and systems outside: it waits while a decision can be undone.
LEAVING: Final = frozenset(
    {
        announce_to_webhooks,
        ask_about_purchase,
        mail_buyer,
        mail_supplier,
        tell_customers,
        tell_of_lost_days,
        wake_asker,
        wake_author,
        wake_called,
        wake_deciders,
        wake_executives,
        wake_for_adoption,
        wake_for_alert,
        wake_for_allocation,
        wake_for_kpi,
        wake_for_replenishment,
        wake_for_stage,
        wake_owner,
        wake_reminded,
        wake_reminded_of_stage,
        wake_told,
    }
)


def _inside(*reactions: Handler) -> tuple[Reaction, ...]:
    return tuple(
        Reaction(reaction.__name__, reaction, leaves_house=reaction in LEAVING)
        for reaction in reactions
    )


def _outside(*reactions: Handler) -> tuple[Reaction, ...]:
    return tuple(
        Reaction(reaction.__name__, reaction, is_outside=True, leaves_house=True)
        for reaction in reactions
    )


REACTIONS: Final[Mapping[type, tuple[Reaction, ...]]] = {
    DemandChangeRequested: _inside(
        assess_demand_change, follow_urgent_change, tell_followers, announce_to_webhooks
    ),
    DemandChangeAmended: _inside(
        assess_demand_change, follow_urgent_change, tell_followers, announce_to_webhooks
    ),
    DemandPhotoReceived: _inside(),
    DemandChangeWithdrawn: _inside(
        withdraw_proposal,
        free_reservation,
        follow_urgent_change,
        tell_followers,
        announce_to_webhooks,
    ),
    DemandChangeAssessed: _inside(open_proposal, announce_to_webhooks),
    ProposalOpened: _inside(
        watch_proposal,
        recount_waiting,
        look_at_decisions,
        wake_deciders,
        follow_urgent_proposal,
        tell_followers,
        announce_to_webhooks,
    ),
    ProposalOutdated: _inside(refresh_proposal),
    PricingSet: _inside(find_priced_otherwise),
    ProposalRefreshed: _inside(follow_proposal),
    ProposalDecided: _inside(
        follow_proposal,
        recount_waiting,
        look_at_decisions,
        wake_author,
        wake_executives,
        free_reservation,
        follow_urgent_change,
        tell_followers,
        announce_to_webhooks,
    ),
    DecisionUndone: _inside(
        follow_proposal, recount_waiting, look_at_decisions, follow_urgent_change
    ),
    ProposalWithdrawn: _inside(
        follow_proposal, recount_waiting, look_at_decisions, announce_to_webhooks
    ),
    ApprovalGiven: _inside(wake_deciders),
    ApprovalsLapsed: _inside(wake_deciders),
    DecisionReminded: _inside(wake_reminded),
    DecisionDue: _inside(escalate_proposal, follow_proposal),
    DecisionEscalated: _inside(wake_deciders),
    DeputyNamed: _inside(),
    InquiryRecorded: _inside(),
    QuotationHeld: _inside(),
    QuotationDue: _inside(lapse_quotation),
    QuotationReleased: _inside(),
    QuotationLapsed: _inside(),
    QuotationOrdered: _inside(),
    RoutingChosen: _inside(),
    DeliveryRuleChosen: _inside(find_outdated),
    ReservationMoved: _inside(find_outdated, withdraw_allocations, look_at_site),
    WhatIfChanged: _inside(),
    AdoptionOpened: _inside(wake_for_adoption, recount_waiting),
    AdoptionDecided: _inside(recount_waiting, follow_agreements, wake_asker),
    AdoptionUndone: _inside(recount_waiting, follow_agreements),
    AgreementDue: _inside(
        escalate_allocation, escalate_adoption, escalate_replenishment, follow_agreements
    ),
    PlanRevised: _inside(
        find_outdated,
        withdraw_allocations,
        recount_risk,
        look_again,
        look_at_site,
        watch_promotions,
        announce_to_webhooks,
    ),
    PurchaseMoved: _inside(look_at_purchase, ask_about_purchase, announce_to_webhooks),
    ProductionOrderMoved: _inside(look_at_order, announce_to_webhooks),
    FloorReported: _inside(follow_report, share_components, look_at_report, follow_urgent_orders),
    HoursLost: _inside(follow_hours),
    PromisesMoved: _inside(
        tell_moved_promises, open_allocations, tell_followers, tell_of_lost_days
    ),
    AllocationOpened: _inside(wake_for_allocation, recount_waiting),
    AllocationDecided: _inside(tell_allocated, recount_waiting, follow_agreements, wake_asker),
    AllocationUndone: _inside(untell_allocated, recount_waiting, follow_agreements),
    PromisesGained: _inside(tell_gained),
    AllocationRuleChosen: _inside(),
    DemandLineChanged: _inside(
        recount_weeks,
        look_at_line,
        follow_urgent_orders,
        tell_followers,
        announce_to_webhooks,
        tell_customers,
    ),
    ImportRequested: _outside(import_upload),
    # Alerts first: counting everything again takes its time.
    CompanyLoaded: _inside(
        look_at_rules,
        recount_everything,
        look_again,
        watch_promotions,
        want_forecast,
        keep_chosen_classes,
        follow_urgent_orders,
        tell_customers,
    ),
    DealMoved: _inside(),
    ForecastDue: _inside(look_for_forecast),
    ForecastWanted: _outside(carry_out_forecast),
    ForecastAdvanced: _inside(),
    OutsideChanged: _inside(),
    ForecastMade: _inside(look_at_forecasts, watch_promotions),
    ForecastOverridden: _inside(watch_promotions),
    PromotionChanged: _inside(watch_promotions),
    SeasonChanged: _inside(want_forecast),
    KPIsCounted: _inside(look_at_figures),
    KPICrossed: _inside(follow_kpi, wake_for_kpi, announce_to_webhooks),
    AlertRaised: _inside(wake_for_alert, announce_to_webhooks),
    AlertAcknowledged: _inside(),
    AlertCleared: _inside(withdraw_replenishments),
    ReplenishmentWanted: _inside(start_replenishment),
    ReplenishmentOpened: _inside(wake_for_replenishment),
    ReplenishmentDecided: _inside(follow_agreements),
    ReplenishmentUndone: _inside(follow_agreements),
    AlertTaken: _inside(),
    AlertSnoozed: _inside(tell_again),
    AlertEscalated: _inside(),
    AlertNoted: _inside(),
    OwnerDue: _inside(tell_owner),
    OwnerTold: _inside(wait_for_answer, wake_owner),
    EscalateDue: _inside(escalate_unanswered),
    AlertRuleChanged: _inside(look_at_rules),
    CustomerFieldsDefined: _inside(),
    CustomerDescribed: _inside(),
    CustomerHeard: _inside(),
    SegmentRulesChosen: _inside(),
    CustomerClassChosen: _inside(),
    UrgentOrderReceived: _inside(),
    StageStarted: _inside(follow_urgent_stage, wake_for_stage),
    StageHandedOver: _inside(follow_urgent_stage, wake_for_stage, tell_followers),
    StageReminderDue: _inside(remind_of_stage),
    StageReminded: _inside(wake_reminded_of_stage),
    StageDue: _inside(escalate_stage),
    StageEscalated: _inside(follow_urgent_stage, wake_called, tell_followers),
    StageDone: _inside(tell_followers),
    ProcessingStarted: _inside(recount_response),
    UrgentOrderEnded: _inside(follow_urgent_stage, tell_followers),
    CommentWritten: _inside(tell_of_comment),
    AttachmentKept: _inside(tell_of_attachment),
    ThreadChanged: _inside(),
    NewsTold: _inside(wake_told),
    PushWanted: _outside(send_push),
    SilenceDue: _inside(look_for_silence),
    PersonSilent: _inside(mail_silent),
    WebhookWanted: _outside(send_webhook),
    SupplierAsked: _inside(mail_supplier),
    SupplierAnswered: _inside(follow_answer, tell_buyer, mail_buyer),
    MailTestAsked: _inside(write_test),
    MailWanted: _outside(send_mail),
    AddressClosed: _inside(tell_of_closed_address),
    AddressMended: _inside(clear_closed_address),
    MessageReplayed: _inside(),
}

TIMETABLE: Final[Mapping[type, timedelta]] = {
    RollKPIsOver: timedelta(hours=1),
    FollowFloor: timedelta(hours=1),
    StartNightlyForecast: timedelta(hours=1),
    RefreshKPIs: timedelta(minutes=5),
    CheckAlerts: timedelta(minutes=5),
    WatchPromotions: timedelta(hours=1),
    CheckAlertRules: timedelta(minutes=5),
    CheckUrgentOrders: timedelta(minutes=5),
    ForgetDeliveries: timedelta(hours=24),
    ForgetMail: timedelta(hours=24),
    SendDigests: timedelta(minutes=15),
    PrunePushSubscriptions: timedelta(hours=24),
    ForgetOldAttempts: timedelta(hours=6),
    ForgetOldSync: timedelta(hours=24),
}

FLOW: Final = Flow(HANDLERS, REACTIONS)
