### KPI cards, and one figure down to its rows.
kpi-order-fill-rate = Order fill rate
kpi-otif = On time, in full
kpi-order-lead-time = Order lead time
kpi-open-demand-at-risk = Open demand at risk
kpi-proposals-waiting = Proposals waiting
kpi-morning = Good morning, { $name }
kpi-day = Good day, { $name }
kpi-evening = Good evening, { $name }
kpi-as-of = as of { $time }
kpi-loading = Fetching the figures
kpi-failed = The figures did not load
kpi-none = No figures yet
kpi-none-more = Figures appear with the first shipped orders.
kpi-waiting =
    { $count ->
        [one] { $count } decision waits
       *[other] { $count } decisions wait
    }
kpi-waiting-oldest = { $waiting }, oldest { $span }
kpi-off-target = Off target
kpi-without-target = Without a target
kpi-not-measured = Nothing to measure yet
kpi-at-target = On target
kpi-on-target = target { $target }
kpi-under = { $gap } under { $target }
kpi-over = { $gap } over { $target }
kpi-no-target = no target set
kpi-nothing-measured = nothing to measure yet
kpi-up = { $gap } up on last week
kpi-down = { $gap } down on last week
kpi-unchanged = as last week
kpi-unit-days =
    { $count ->
        [one] day
       *[other] days
    }
kpi-made-of = { $part } of { $whole }
kpi-period = { $first } to { $last }
kpi-target = target
kpi-trend-said = { $name }: { $value } in the last of { $periods } periods.
kpi-why = Causes of misses
kpi-rows =
    { $count ->
        [one] The { $count } row behind it
       *[other] The { $count } rows behind it
    }
kpi-no-rows = No rows in this period.
kpi-first-rows = From the first row
kpi-more-rows = Next { $count }
kpi-export-csv = All rows as CSV
kpi-export-xlsx = as Excel
kpi-part = { $done } of { $whole }
kpi-counts-hit = kept
kpi-counts-miss = missed
kpi-counts-open = open
kpi-counts-part = in part
kpi-counts-at-risk = at risk
kpi-counts-carried = carried
kpi-counts-overdue = overdue
kpi-row-item = { $amount } { $item }
kpi-row-promised = promised { $day }
kpi-row-due = wanted { $day }
kpi-row-shipped = shipped { $day }
kpi-row-possible = possible { $day }
kpi-how-counted = How it is counted.
kpi-formula-order-fill-rate = Quantity shipped ÷ quantity ordered, over the lines that came due in the last four weeks. Late counts too, more than ordered does not.
kpi-formula-otif = Lines shipped complete on or before the promised day ÷ lines promised in the last four weeks, up to yesterday. Early counts as on time. No tolerance on quantity.
kpi-formula-order-lead-time = Mean of the calendar days from the order to its last shipment, over the lines completed in the last four weeks.
kpi-formula-open-demand-at-risk = Value of open order lines whose promised day has passed, or that stock and plan do not carry by that day.
kpi-formula-proposals-waiting = Proposals that nobody has decided on yet.
kpi-cause-capacity = Work centre overloaded
kpi-cause-material = Late raw material
kpi-cause-date-moved = Date moved by us
kpi-cause-picking = Picking error
kpi-cause-carrier = Carrier
kpi-cause-quality = Quality
kpi-cause-unknown = Cause not recorded
kpi-cause-overdue = Overdue
kpi-cause-not-planned = Not in stock or plan
kpi-cause-planned-late = Planned too late
kpi-column-order-reference = Order
kpi-column-customer-name = Customer
kpi-column-item-name = Item
kpi-column-site-name = Site
kpi-column-unit = Unit
kpi-column-quantity = Quantity ordered
kpi-column-completed-quantity = Quantity shipped
kpi-column-ordered-on = Ordered on
kpi-column-due-on = Wanted on
kpi-column-promised-on = Promised on
kpi-column-completed-on = Shipped on
kpi-column-possible-on = Possible on
kpi-column-counts-as = Counts as
kpi-column-cause = Cause
kpi-forecast-error = Forecast error by customer group
kpi-formula-forecast-error = What demand was off the agreed forecast, added up, ÷ demand; by item, site, customer group and channel, period by period as it was forecast at the lag (8 to 14 days, 5 to 8 weeks or 2 to 4 months ahead), over the periods that began in the last 13 weeks and are over. By item alone it is lower, since misses of groups and sites cancel out: the page of accuracy has both.
kpi-off-by = { $amount } off
kpi-row-forecast = { $item }, { $site } · from { $day }: { $forecast } forecast, { $came } came
kpi-urgent-response = Response to urgent orders
kpi-unit-minutes = min
kpi-formula-urgent-response = Mean of the minutes from when an urgent order was received until somebody took it on, over the orders taken on in the last four weeks.
kpi-column-minutes = Minutes to response
kpi-spread = How long they took
kpi-spread-said = Half within { $median }, nine in ten within { $most }
kpi-spread-up-to = up to { $span }
kpi-spread-over = longer
