"""The whole story as two tables: command → handler, event → reactions; and the timetable.

Read it from top to bottom: a change comes in from a phone, is assessed, becomes a proposal, is decided,
revises the plan, and people hear of it. What happens next is listed here and never called.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from backend.alert import commands as alert
from backend.alert import events as alert_events
from backend.alert.handlers import following as alert_following
from backend.alert.handlers import owning as alert_owning
from backend.alert.handlers import stages as alert_stages
from backend.allocation import commands as allocation
from backend.allocation import events as allocation_events
from backend.allocation import handlers as allocation_handlers
from backend.approval import commands as approval
from backend.approval import events as approval_events
from backend.approval import handlers as approval_handlers
from backend.connectors.mail import commands as mail
from backend.connectors.mail import customers as mail_customers
from backend.connectors.mail import events as mail_events
from backend.connectors.mail import handlers as mail_handlers
from backend.connectors.mail import sending as mail_sending
from backend.connectors.mail import staff as mail_staff
from backend.connectors.mail import supplying as mail_supplying
from backend.connectors.table_import import upload as table_import_upload
from backend.connectors.webhook import commands as webhook
from backend.connectors.webhook import events as webhook_events
from backend.connectors.webhook import handlers as webhook_handlers
from backend.connectors.webhook import publish as webhook_publish
from backend.customer import commands as customer
from backend.customer import events as customer_events
from backend.customer.handlers import classes as customer_classes
from backend.customer.handlers import fields as customer_fields
from backend.customer.handlers import signals as customer_signals
from backend.demand import commands as demand
from backend.demand import events as demand_events
from backend.demand.handlers import asking as demand_asking
from backend.demand.handlers import dealing as demand_dealing
from backend.demand.handlers import delivering as demand_delivering
from backend.demand.handlers import photos as demand_photos
from backend.demand.handlers import routing as demand_routing
from backend.dispatch import Flow, Handler, Reaction
from backend.floor import commands as floor
from backend.floor import events as floor_events
from backend.floor.handlers import calendars as floor_calendars
from backend.floor.handlers import capacity as floor_capacity
from backend.floor.handlers import following as floor_following
from backend.floor.handlers import moving as floor_moving
from backend.floor.handlers import output as floor_output
from backend.floor.handlers import reversing as floor_reversing
from backend.forecast import commands as forecast
from backend.forecast import events as forecast_events
from backend.forecast.handlers import deciding as forecast_deciding
from backend.forecast.handlers import keeping as forecast_keeping
from backend.forecast.handlers import lives as forecast_lives
from backend.forecast.handlers import outside as forecast_outside
from backend.forecast.handlers import running as forecast_running
from backend.identity import commands as identity
from backend.identity import handlers as identity_handlers
from backend.impact import events as impact_events
from backend.impact import handlers as impact_handlers
from backend.intake import commands as intake
from backend.intake import events as intake_events
from backend.intake import handlers as intake_handlers
from backend.kpi import commands as kpi
from backend.kpi import events as kpi_events
from backend.kpi import handlers as kpi_handlers
from backend.plan import commands as plan
from backend.plan import events as plan_events
from backend.plan import handlers as plan_handlers
from backend.promise import commands as promise
from backend.promise import events as promise_events
from backend.promise import handlers as promise_handlers
from backend.promotion import commands as promotion
from backend.promotion import events as promotion_events
from backend.promotion.handlers import planning as promotion_planning
from backend.promotion.handlers import seasons as promotion_seasons
from backend.proposal import commands as proposal
from backend.proposal import events as proposal_events
from backend.proposal.handlers import deciding as proposal_deciding
from backend.proposal.handlers import opening as proposal_opening
from backend.proposal.handlers import pricing as proposal_pricing
from backend.proposal.handlers import undoing as proposal_undoing
from backend.push import commands as push
from backend.push import deciders as push_deciders
from backend.push import delivery as push_delivery
from backend.push import events as push_events
from backend.push import handlers as push_handlers
from backend.push import news as push_news
from backend.push import silence as push_silence
from backend.push import stages as push_stages
from backend.replenishment import commands as replenishment
from backend.replenishment import events as replenishment_events
from backend.replenishment import handlers as replenishment_handlers
from backend.safety import commands as safety
from backend.safety import handlers as safety_handlers
from backend.scenario import commands as scenario
from backend.scenario import events as scenario_events
from backend.scenario.handlers import changing as scenario_changing
from backend.scenario.handlers import deciding as scenario_deciding
from backend.stock import commands as stock
from backend.stock import handlers as stock_handlers
from backend.supplier import commands as supplier
from backend.supplier import events as supplier_events
from backend.supplier.handlers import answering as supplier_answering
from backend.supplier.handlers import asking as supplier_asking
from backend.supply import events as supply_events
from backend.sync import commands as sync
from backend.sync import retention as sync_retention
from backend.thread import commands as thread
from backend.thread import events as thread_events
from backend.thread import handlers as thread_handlers
from backend.undelivered import commands as undelivered
from backend.undelivered import events as undelivered_events
from backend.undelivered import handlers as undelivered_handlers
from backend.urgent import commands as urgent
from backend.urgent import events as urgent_events
from backend.urgent.handlers import acting as urgent_acting
from backend.urgent.handlers import following as urgent_following
from backend.urgent.handlers import recounting as urgent_recounting
from backend.urgent.handlers import runbooks as urgent_runbooks
from backend.urgent.handlers import timing as urgent_timing
from backend.urgent.handlers import walls as urgent_walls
from backend.watch import commands as watch
from backend.watch import events as watch_events
from backend.watch.handlers import escalating as watch_escalating
from backend.watch.handlers import looking as watch_looking
from backend.watch.handlers import rules as watch_rules

HANDLERS: Final[Mapping[type, Handler]] = {
    # Who works here.
    identity.StartSession: identity_handlers.start_session,
    identity.EndSession: identity_handlers.end_session,
    identity.ForgetOldAttempts: identity_handlers.forget_old_attempts,
    identity.RevokeDevice: identity_handlers.revoke_device,
    identity.CreateAPIToken: identity_handlers.create_api_token,
    identity.RevokeAPIToken: identity_handlers.revoke_api_token,
    identity.ChooseLanguage: identity_handlers.choose_language,
    identity.ChooseTheme: identity_handlers.choose_theme,
    identity.AddPerson: identity_handlers.add_person,
    identity.GrantScope: identity_handlers.grant_scope,
    identity.RevokeScope: identity_handlers.revoke_scope,
    # What the company is.
    intake.LoadCompany: intake_handlers.load_company,
    intake.RequestImport: intake_handlers.request_import,
    # What customers want.
    demand.RequestDemandChange: demand_asking.request_demand_change,
    demand.RouteDemandChange: demand_routing.route_demand_change,
    demand.RerouteDemandLine: demand_routing.reroute_demand_line,
    promise.ChooseRouting: promise_handlers.choose_routing,
    promise.ChooseSiteReserve: promise_handlers.choose_site_reserve,
    demand.ChooseDeliveryRule: demand_delivering.choose_delivery_rule,
    demand.ChooseUsualDelivery: demand_delivering.choose_usual_delivery,
    demand.AmendDemandChange: demand_asking.amend_demand_change,
    demand.WithdrawDemandChange: demand_asking.withdraw_demand_change,
    demand.KeepDemandPhoto: demand_photos.keep_demand_photo,
    # What is expected of them.
    demand.MoveDeal: demand_dealing.move_deal,
    forecast.StartForecast: forecast_running.start_forecast,
    forecast.StartNightlyForecast: forecast_running.start_nightly_forecast,
    forecast.ForecastFamilies: forecast_running.forecast_families,
    forecast.FinishForecast: forecast_running.finish_forecast,
    forecast.OverrideForecast: forecast_deciding.override_forecast,
    forecast.RestoreForecastOverride: forecast_deciding.restore_forecast_override,
    forecast.UndoForecastMend: forecast_deciding.undo_forecast_mend,
    forecast.ChooseForecastWindow: forecast_deciding.choose_forecast_window,
    forecast.FreezeForecast: forecast_keeping.freeze_forecast,
    forecast.ThawForecast: forecast_keeping.thaw_forecast,
    forecast.RestoreForecastRun: forecast_keeping.restore_forecast_run,
    forecast.SayItemLife: forecast_lives.say_item_life,
    forecast.RemoveItemLife: forecast_lives.remove_item_life,
    forecast.KeepOutsideSeries: forecast_outside.keep_outside_series,
    forecast.RemoveOutsideSeries: forecast_outside.remove_outside_series,
    forecast.AddOutsideEvent: forecast_outside.add_outside_event,
    forecast.RemoveOutsideEvent: forecast_outside.remove_outside_event,
    forecast.ChooseCountry: forecast_outside.choose_country,
    # What is promoted, and what is sold only in a season.
    promotion.PlanPromotion: promotion_planning.plan_promotion,
    promotion.ChangePromotion: promotion_planning.change_promotion,
    promotion.ConfirmPromotion: promotion_planning.confirm_promotion,
    promotion.CancelPromotion: promotion_planning.cancel_promotion,
    promotion.SayUplift: promotion_planning.say_uplift,
    promotion.SetSeason: promotion_seasons.set_season,
    promotion.EndSeason: promotion_seasons.end_season,
    forecast.RemoveForecastWindow: forecast_deciding.remove_forecast_window,
    # Who has to agree.
    approval.AddApprovalRule: approval_handlers.add_approval_rule,
    approval.ChangeApprovalRule: approval_handlers.change_approval_rule,
    approval.MoveApprovalRule: approval_handlers.move_approval_rule,
    approval.RemoveApprovalRule: approval_handlers.remove_approval_rule,
    approval.NameDeputy: approval_handlers.name_deputy,
    approval.EndDeputy: approval_handlers.end_deputy,
    # What customers ask about, and what is held for them.
    promise.RecordInquiry: promise_handlers.record_inquiry,
    promise.HoldQuotation: promise_handlers.hold_quotation,
    promise.ReleaseQuotation: promise_handlers.release_quotation,
    promise.OrderQuotation: promise_handlers.order_quotation,
    # What is decided.
    proposal.DecideProposal: proposal_deciding.decide_proposal,
    proposal.SetPricing: proposal_pricing.set_pricing,
    proposal.SetFreight: proposal_pricing.set_freight,
    proposal.RemoveFreight: proposal_pricing.remove_freight,
    proposal.DecideProposals: proposal_deciding.decide_proposals,
    proposal.UndoDecision: proposal_undoing.undo_decision,
    replenishment.AskReplenishment: replenishment_handlers.ask_replenishment,
    replenishment.DecideReplenishment: replenishment_handlers.decide_replenishment,
    replenishment.UndoReplenishment: replenishment_handlers.undo_replenishment,
    # What the production floor reports.
    floor.ReportDowntime: floor_capacity.report_downtime,
    floor.EndDowntime: floor_capacity.end_downtime,
    floor.ReportHours: floor_capacity.report_hours,
    floor.ReportOutput: floor_output.report_output,
    floor.ReverseReport: floor_reversing.reverse_report,
    floor.FollowFloor: floor_capacity.follow_floor,
    # How large lots are.
    stock.SetLotRules: stock_handlers.set_lot_rules,
    stock.SetComponentDays: stock_handlers.set_component_days,
    stock.SetAlternateDays: stock_handlers.set_alternate_days,
    safety.TakeSafetyStock: safety_handlers.take_safety_stock,
    safety.SetSafetyStocks: safety_handlers.set_safety_stocks,
    # Which hours there are.
    floor.AddCalendar: floor_calendars.add_calendar,
    floor.FollowCalendar: floor_calendars.follow_calendar,
    floor.KeepOpenDays: floor_calendars.keep_open_days,
    floor.ChangeShifts: floor_calendars.change_shifts,
    floor.ChangeDays: floor_calendars.change_days,
    floor.ChangeTimeZone: floor_calendars.change_time_zone,
    floor.MovePlanLine: floor_moving.move_plan_line,
    floor.UndoMove: floor_moving.undo_move,
    # What is only tried.
    scenario.CopyPlan: scenario_changing.copy_plan,
    scenario.PlanAnew: scenario_changing.plan_anew,
    scenario.RenewWhatIf: scenario_changing.renew_what_if,
    scenario.ShareWhatIf: scenario_changing.share_what_if,
    scenario.WeighWhatIf: scenario_changing.weigh_what_if,
    scenario.ArchiveWhatIf: scenario_changing.archive_what_if,
    scenario.AddScenario: scenario_changing.add_scenario,
    scenario.ArchiveScenario: scenario_changing.archive_scenario,
    scenario.AddEdit: scenario_changing.add_edit,
    scenario.RemoveEdit: scenario_changing.remove_edit,
    scenario.AdoptScenario: scenario_deciding.adopt_scenario,
    scenario.DecideAdoption: scenario_deciding.decide_adoption,
    scenario.UndoAdoption: scenario_deciding.undo_adoption,
    # What the company is told of itself.
    kpi.RecomputeKPIs: kpi_handlers.recompute_kpis,
    kpi.RefreshKPIs: kpi_handlers.refresh_kpis,
    kpi.RollKPIsOver: kpi_handlers.roll_kpis_over,
    alert.CheckAlerts: alert_following.check_alerts,
    alert.WatchPromotions: watch_looking.look_at_promotions,
    alert.AcknowledgeAlert: alert_following.acknowledge_alert,
    alert.TakeAlert: alert_owning.take_alert,
    alert.SnoozeAlert: alert_owning.snooze_alert,
    alert.EscalateAlert: alert_owning.escalate_alert,
    alert.NoteAlert: alert_owning.note_alert,
    # What is watched, and whose alert it is.
    watch.AddAlertRule: watch_rules.add_alert_rule,
    watch.ChangeAlertRule: watch_rules.change_alert_rule,
    watch.SwitchAlertRule: watch_rules.switch_alert_rule,
    watch.RemoveAlertRule: watch_rules.remove_alert_rule,
    watch.CheckAlertRules: watch_looking.check_alert_rules,
    # Whose phone is woken.
    push.SubscribeToPush: push_handlers.subscribe_to_push,
    push.UnsubscribeFromPush: push_handlers.unsubscribe_from_push,
    push.ChoosePush: push_handlers.choose_push,
    push.SendTestPush: push_handlers.send_test_push,
    # What is said about a thing.
    thread.FollowThing: thread_handlers.follow_thing,
    thread.UnfollowThing: thread_handlers.unfollow_thing,
    thread.WriteComment: thread_handlers.write_comment,
    thread.RemoveComment: thread_handlers.remove_comment,
    thread.KeepAttachment: thread_handlers.keep_attachment,
    thread.RemoveAttachment: thread_handlers.remove_attachment,
    thread.SeeNews: thread_handlers.see_news,
    push.PrunePushSubscriptions: push_silence.prune_push_subscriptions,
    # What is urgent.
    urgent.FinishStage: urgent_acting.finish_stage,
    urgent.HandOverStage: urgent_acting.hand_over_stage,
    urgent.CheckUrgentOrders: urgent_following.check_urgent_orders,
    urgent.AddRunbook: urgent_runbooks.add_runbook,
    urgent.ChangeRunbook: urgent_runbooks.change_runbook,
    urgent.MoveRunbook: urgent_runbooks.move_runbook,
    urgent.RemoveRunbook: urgent_runbooks.remove_runbook,
    urgent.MakeWall: urgent_walls.make_wall,
    urgent.SignWallIn: urgent_walls.sign_wall_in,
    urgent.RevokeWall: urgent_walls.revoke_wall,
    # What is short.
    allocation.OpenAllocation: allocation_handlers.open_allocation,
    allocation.DecideAllocation: allocation_handlers.decide_allocation,
    allocation.UndoAllocation: allocation_handlers.undo_allocation,
    allocation.ChooseAllocationRule: allocation_handlers.choose_allocation_rule,
    allocation.RemoveAllocationRule: allocation_handlers.remove_allocation_rule,
    # Who the customers are, and who is served first.
    customer.AddCustomerField: customer_fields.add_customer_field,
    customer.ChangeCustomerField: customer_fields.change_customer_field,
    customer.RemoveCustomerField: customer_fields.remove_customer_field,
    customer.SayCustomerFields: customer_fields.say_customer_fields,
    customer.HearSignal: customer_signals.hear_signal,
    customer.ForgetSignal: customer_signals.forget_signal,
    customer.ChooseSegmentRules: customer_classes.choose_segment_rules,
    customer.ChooseClass: customer_classes.choose_class,
    customer.EndClassChoice: customer_classes.end_class_choice,
    customer.TakeOverClasses: customer_classes.take_over_classes,
    # What suppliers are asked, and what they answer.
    supplier.AskForQuotation: supplier_asking.ask_for_quotation,
    supplier.AskToConfirm: supplier_asking.ask_to_confirm,
    supplier.ShareForecast: supplier_asking.share_forecast,
    supplier.MakeLink: supplier_asking.make_link,
    supplier.RevokeLinks: supplier_asking.revoke_links,
    supplier.OpenLink: supplier_answering.open_link,
    supplier.AnswerRequest: supplier_answering.answer_request,
    # What nobody needs any longer.
    sync.ForgetOldSync: sync_retention.forget_old_sync,
    plan.FoldPlanningChanges: plan_handlers.fold_planning_changes,
    # Which other systems are told.
    webhook.AddWebhook: webhook_handlers.add_webhook,
    webhook.ChangeWebhook: webhook_handlers.change_webhook,
    webhook.RotateWebhookSecret: webhook_handlers.rotate_webhook_secret,
    webhook.RemoveWebhook: webhook_handlers.remove_webhook,
    webhook.SendTestWebhook: webhook_handlers.send_test_webhook,
    webhook.ReplayDelivery: webhook_handlers.replay_delivery,
    webhook.ForgetDeliveries: webhook_handlers.forget_deliveries,
    # What could not be delivered.
    undelivered.ReplayMessage: undelivered_handlers.replay_message,
    # Who is written to.
    mail.ChooseCustomerNotices: mail_handlers.choose_customer_notices,
    mail.ChooseSupplierMail: mail_handlers.choose_supplier_mail,
    mail.ChooseStaffMail: mail_handlers.choose_staff_mail,
    mail.EndMails: mail_handlers.end_mails,
    mail.SendTestMail: mail_handlers.send_test_mail,
    mail.SendMailAgain: mail_handlers.send_mail_again,
    mail.MendAddress: mail_handlers.mend_address,
    mail.ReceiveMail: mail_handlers.receive_mail,
    mail.SendDigests: mail_staff.send_digests,
    mail.TellOfPassedDays: mail_customers.tell_of_passed_days,
    mail.ForgetMail: mail_handlers.forget_mail,
}


# What these do is told to people and systems outside: it waits while a decision can be undone.
LEAVING: Final = frozenset(
    {
        webhook_publish.announce_to_webhooks,
        supplier_asking.ask_about_purchase,
        mail_supplying.mail_buyer,
        mail_supplying.mail_supplier,
        mail_customers.tell_customers,
        mail_customers.tell_of_lost_days,
        push_deciders.wake_asker,
        push_handlers.wake_author,
        push_stages.wake_called,
        push_deciders.wake_deciders,
        push_handlers.wake_executives,
        push_deciders.wake_for_adoption,
        push_handlers.wake_for_alert,
        push_deciders.wake_for_allocation,
        push_handlers.wake_for_kpi,
        push_deciders.wake_for_replenishment,
        push_stages.wake_for_stage,
        push_handlers.wake_owner,
        push_deciders.wake_reminded,
        push_stages.wake_reminded_of_stage,
        push_news.wake_told,
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
    # A change comes in, is assessed, and becomes a proposal.
    demand_events.DemandChangeRequested: _inside(
        impact_handlers.assess_demand_change,
        urgent_following.follow_urgent_change,
        thread_handlers.tell_followers,
        webhook_publish.announce_to_webhooks,
    ),
    demand_events.DemandChangeAmended: _inside(
        impact_handlers.assess_demand_change,
        urgent_following.follow_urgent_change,
        thread_handlers.tell_followers,
        webhook_publish.announce_to_webhooks,
    ),
    demand_events.DemandPhotoReceived: _inside(),
    demand_events.DemandChangeWithdrawn: _inside(
        proposal_opening.withdraw_proposal,
        promise_handlers.free_reservation,
        urgent_following.follow_urgent_change,
        thread_handlers.tell_followers,
        webhook_publish.announce_to_webhooks,
    ),
    impact_events.DemandChangeAssessed: _inside(
        proposal_opening.open_proposal, webhook_publish.announce_to_webhooks
    ),
    proposal_events.ProposalOpened: _inside(
        alert_following.watch_proposal,
        kpi_handlers.recount_waiting,
        watch_looking.look_at_decisions,
        push_deciders.wake_deciders,
        urgent_following.follow_urgent_proposal,
        thread_handlers.tell_followers,
        webhook_publish.announce_to_webhooks,
    ),
    proposal_events.ProposalOutdated: _inside(proposal_opening.refresh_proposal),
    proposal_events.PricingSet: _inside(proposal_opening.find_priced_otherwise),
    proposal_events.FreightSet: _inside(proposal_opening.find_priced_otherwise),
    proposal_events.ProposalRefreshed: _inside(alert_following.follow_proposal),
    # It is decided, and may be undone.
    proposal_events.ProposalDecided: _inside(
        alert_following.follow_proposal,
        kpi_handlers.recount_waiting,
        watch_looking.look_at_decisions,
        push_handlers.wake_author,
        push_handlers.wake_executives,
        promise_handlers.free_reservation,
        urgent_following.follow_urgent_change,
        thread_handlers.tell_followers,
        webhook_publish.announce_to_webhooks,
    ),
    proposal_events.DecisionUndone: _inside(
        alert_following.follow_proposal,
        kpi_handlers.recount_waiting,
        watch_looking.look_at_decisions,
        urgent_following.follow_urgent_change,
    ),
    proposal_events.ProposalWithdrawn: _inside(
        alert_following.follow_proposal,
        kpi_handlers.recount_waiting,
        watch_looking.look_at_decisions,
        webhook_publish.announce_to_webhooks,
    ),
    # Who has to agree agrees, is reminded, is passed over.
    approval_events.ApprovalGiven: _inside(push_deciders.wake_deciders),
    approval_events.ApprovalsLapsed: _inside(push_deciders.wake_deciders),
    approval_events.DecisionReminded: _inside(push_deciders.wake_reminded),
    approval_events.DecideByMoved: _inside(
        proposal_opening.follow_proposal_deadline,
        scenario_deciding.follow_adoption_deadline,
        allocation_handlers.follow_allocation_deadline,
        replenishment_handlers.follow_replenishment_deadline,
        alert_following.watch_moved_deadline,
    ),
    alert_events.DecisionDue: _inside(
        proposal_opening.escalate_proposal, alert_following.follow_proposal
    ),
    approval_events.DecisionEscalated: _inside(push_deciders.wake_deciders),
    approval_events.DeputyNamed: _inside(),
    # What was asked about is held, and lapses.
    promise_events.InquiryRecorded: _inside(),
    promise_events.QuotationHeld: _inside(),
    promise_events.QuotationDue: _inside(promise_handlers.lapse_quotation),
    promise_events.QuotationReleased: _inside(),
    promise_events.QuotationLapsed: _inside(),
    promise_events.QuotationOrdered: _inside(),
    promise_events.RoutingChosen: _inside(),
    demand_events.DeliveryRuleChosen: _inside(proposal_opening.find_outdated),
    promise_events.ReservationMoved: _inside(
        proposal_opening.find_outdated,
        allocation_handlers.withdraw_allocations,
        watch_looking.look_at_site,
    ),
    # What was only tried is adopted.
    scenario_events.WhatIfChanged: _inside(),
    scenario_events.AdoptionOpened: _inside(
        push_deciders.wake_for_adoption, kpi_handlers.recount_waiting
    ),
    scenario_events.AdoptionDecided: _inside(
        kpi_handlers.recount_waiting, alert_following.follow_agreements, push_deciders.wake_asker
    ),
    scenario_events.AdoptionUndone: _inside(
        kpi_handlers.recount_waiting, alert_following.follow_agreements
    ),
    approval_events.AgreementDue: _inside(
        allocation_handlers.escalate_allocation,
        scenario_deciding.escalate_adoption,
        replenishment_handlers.escalate_replenishment,
        alert_following.follow_agreements,
    ),
    # The plan moves, and with it orders, purchases and promises.
    plan_events.PlanRevised: _inside(
        proposal_opening.find_outdated,
        allocation_handlers.withdraw_allocations,
        kpi_handlers.recount_risk,
        alert_following.look_again,
        watch_looking.look_at_site,
        watch_looking.look_at_promotions,
        urgent_following.follow_urgent_orders,
        webhook_publish.announce_to_webhooks,
    ),
    supply_events.PurchaseMoved: _inside(
        watch_looking.look_at_purchase,
        supplier_asking.ask_about_purchase,
        webhook_publish.announce_to_webhooks,
    ),
    supply_events.ProductionOrderMoved: _inside(
        watch_looking.look_at_order, webhook_publish.announce_to_webhooks
    ),
    floor_events.FloorReported: _inside(
        floor_following.follow_report,
        allocation_handlers.share_components,
        watch_looking.look_at_report,
        urgent_following.follow_urgent_orders,
    ),
    floor_events.HoursLost: _inside(floor_following.follow_hours),
    floor_events.HoursGiven: _inside(floor_following.follow_hours_given),
    floor_events.CalendarChanged: _inside(
        urgent_recounting.follow_calendar_change, approval_handlers.follow_working_hours
    ),
    floor_events.PromisesMoved: _inside(
        alert_following.tell_moved_promises,
        allocation_handlers.open_allocations,
        thread_handlers.tell_followers,
        mail_customers.tell_of_lost_days,
    ),
    floor_events.PromisesReturned: _inside(alert_following.tell_returned),
    # What is short is shared out.
    allocation_events.AllocationOpened: _inside(
        push_deciders.wake_for_allocation, kpi_handlers.recount_waiting
    ),
    allocation_events.AllocationDecided: _inside(
        alert_following.tell_allocated,
        kpi_handlers.recount_waiting,
        alert_following.follow_agreements,
        push_deciders.wake_asker,
    ),
    allocation_events.AllocationUndone: _inside(
        alert_following.untell_allocated,
        kpi_handlers.recount_waiting,
        alert_following.follow_agreements,
    ),
    allocation_events.PromisesGained: _inside(alert_following.tell_gained),
    allocation_events.AllocationRuleChosen: _inside(),
    demand_events.DemandLineChanged: _inside(
        kpi_handlers.recount_weeks,
        watch_looking.look_at_line,
        urgent_following.follow_urgent_orders,
        thread_handlers.tell_followers,
        webhook_publish.announce_to_webhooks,
        mail_customers.tell_customers,
    ),
    # Data come from outside.
    intake_events.ImportRequested: _outside(table_import_upload.import_upload),
    # Alerts first: counting everything again takes its time.
    intake_events.CompanyLoaded: _inside(
        watch_looking.look_at_rules,
        kpi_handlers.recount_everything,
        alert_following.look_again,
        watch_looking.look_at_promotions,
        forecast_running.want_forecast,
        customer_classes.keep_chosen_classes,
        urgent_following.follow_urgent_orders,
        approval_handlers.recount_deadlines,
        mail_customers.tell_customers,
    ),
    # What is expected moves.
    demand_events.DealMoved: _inside(),
    forecast_events.ForecastDue: _inside(forecast_running.look_for_forecast),
    forecast_events.ForecastWanted: _outside(forecast_running.carry_out_forecast),
    forecast_events.ForecastAdvanced: _inside(),
    forecast_events.OutsideChanged: _inside(),
    forecast_events.ForecastMade: _inside(
        watch_looking.look_at_forecasts,
        watch_looking.look_at_promotions,
        kpi_handlers.recount_forecasts,
    ),
    forecast_events.ForecastOverridden: _inside(watch_looking.look_at_promotions),
    promotion_events.PromotionChanged: _inside(watch_looking.look_at_promotions),
    promotion_events.SeasonChanged: _inside(forecast_running.want_forecast),
    # Figures are counted, and what is out of bounds is said, owned and mended.
    kpi_events.KPIsCounted: _inside(watch_looking.look_at_figures),
    kpi_events.KPICrossed: _inside(
        alert_following.follow_kpi, push_handlers.wake_for_kpi, webhook_publish.announce_to_webhooks
    ),
    alert_events.AlertRaised: _inside(
        push_handlers.wake_for_alert, webhook_publish.announce_to_webhooks
    ),
    alert_events.AlertAcknowledged: _inside(),
    alert_events.AlertCleared: _inside(replenishment_handlers.withdraw_replenishments),
    replenishment_events.ReplenishmentWanted: _inside(replenishment_handlers.start_replenishment),
    replenishment_events.ReplenishmentOpened: _inside(push_deciders.wake_for_replenishment),
    replenishment_events.ReplenishmentDecided: _inside(alert_following.follow_agreements),
    replenishment_events.ReplenishmentUndone: _inside(alert_following.follow_agreements),
    alert_events.AlertTaken: _inside(),
    alert_events.AlertSnoozed: _inside(alert_owning.tell_again),
    alert_events.AlertEscalated: _inside(),
    alert_events.AlertNoted: _inside(),
    alert_events.OwnerDue: _inside(alert_owning.tell_owner),
    alert_events.OwnerTold: _inside(watch_escalating.wait_for_answer, push_handlers.wake_owner),
    watch_events.EscalateDue: _inside(watch_escalating.escalate_unanswered),
    watch_events.AlertRuleChanged: _inside(watch_looking.look_at_rules),
    # Customers are described and ranked.
    customer_events.CustomerFieldsDefined: _inside(),
    customer_events.CustomerDescribed: _inside(),
    customer_events.CustomerHeard: _inside(),
    customer_events.SegmentRulesChosen: _inside(),
    customer_events.CustomerClassChosen: _inside(),
    # Urgent orders go from stage to stage.
    urgent_events.UrgentOrderReceived: _inside(),
    urgent_events.StageStarted: _inside(
        alert_stages.follow_urgent_stage, push_stages.wake_for_stage
    ),
    urgent_events.StageHandedOver: _inside(
        alert_stages.follow_urgent_stage, push_stages.wake_for_stage, thread_handlers.tell_followers
    ),
    urgent_events.StageReminderDue: _inside(urgent_timing.remind_of_stage),
    urgent_events.StageReminded: _inside(push_stages.wake_reminded_of_stage),
    urgent_events.StageDue: _inside(urgent_timing.escalate_stage),
    urgent_events.DeadlineMoved: _inside(alert_stages.follow_urgent_stage),
    urgent_events.StageEscalated: _inside(
        alert_stages.follow_urgent_stage, push_stages.wake_called, thread_handlers.tell_followers
    ),
    urgent_events.StageDone: _inside(
        alert_stages.follow_urgent_stage, thread_handlers.tell_followers
    ),
    urgent_events.WallMoved: _inside(),
    urgent_events.ProcessingStarted: _inside(kpi_handlers.recount_response),
    urgent_events.UrgentOrderEnded: _inside(
        alert_stages.follow_urgent_stage, thread_handlers.tell_followers
    ),
    # People say something about a thing.
    thread_events.CommentWritten: _inside(thread_handlers.tell_of_comment),
    thread_events.AttachmentKept: _inside(thread_handlers.tell_of_attachment),
    thread_events.ThreadChanged: _inside(),
    thread_events.NewsTold: _inside(push_news.wake_told),
    # Phones, other systems, suppliers and mailboxes are told.
    push_events.PushWanted: _outside(push_delivery.send_push),
    push_events.SilenceDue: _inside(push_silence.look_for_silence),
    push_events.PersonSilent: _inside(mail_staff.mail_silent),
    webhook_events.WebhookWanted: _outside(webhook_publish.send_webhook),
    supplier_events.SupplierAsked: _inside(mail_supplying.mail_supplier),
    supplier_events.SupplierRequestSent: _inside(),
    supplier_events.SupplierLinkMoved: _inside(),
    supplier_events.SupplierAnswered: _inside(
        supplier_answering.follow_answer, supplier_answering.tell_buyer, mail_supplying.mail_buyer
    ),
    mail_events.MailTestAsked: _inside(mail_handlers.write_test),
    mail_events.MailWanted: _outside(mail_sending.send_mail),
    mail_events.AddressClosed: _inside(mail_handlers.tell_of_closed_address),
    mail_events.AddressMended: _inside(mail_handlers.clear_closed_address),
    undelivered_events.MessageReplayed: _inside(),
}

TIMETABLE: Final[Mapping[type, timedelta]] = {
    kpi.RollKPIsOver: timedelta(hours=1),
    floor.FollowFloor: timedelta(hours=1),
    forecast.StartNightlyForecast: timedelta(hours=1),
    kpi.RefreshKPIs: timedelta(minutes=5),
    alert.CheckAlerts: timedelta(minutes=5),
    alert.WatchPromotions: timedelta(hours=1),
    watch.CheckAlertRules: timedelta(minutes=5),
    urgent.CheckUrgentOrders: timedelta(minutes=5),
    webhook.ForgetDeliveries: timedelta(hours=24),
    mail.ForgetMail: timedelta(hours=24),
    mail.SendDigests: timedelta(minutes=15),
    mail.TellOfPassedDays: timedelta(minutes=15),
    push.PrunePushSubscriptions: timedelta(hours=24),
    identity.ForgetOldAttempts: timedelta(hours=6),
    sync.ForgetOldSync: timedelta(hours=24),
    plan.FoldPlanningChanges: timedelta(hours=1),
}

FLOW: Final = Flow(HANDLERS, REACTIONS)
