### Alert rules: what is watched, from when on it is an alert, whose it is.
rule-loading = Fetching the rules
rule-failed = The rules did not load
rule-rules = Rules
rule-rules-more = A new rule is off. Look at what it would have done, then switch it on.
rule-none = There are no rules yet.
rule-new = New rule
rule-name = Name of the alert rule
rule-watched = What is watched
rule-watched-stock = Stock
rule-watched-kpi = KPI
rule-watched-promise = Promised date
rule-watched-capacity = Load of a work center
rule-watched-forecast = Demand against forecast
rule-watched-promotion = What promotions and seasons lack
rule-watched-deadline = Deadline
rule-kpi = Which KPI
rule-deadline = Whose deadline
rule-deadline-decision = Decision due
rule-deadline-delivery = Delivery due
rule-deadline-production = Production due
rule-threshold-in = Counted in
rule-in-absolute = The figure itself
rule-in-target = Share of its target, safety stock, forecast or what is expected
rule-in-cover = Days of cover
rule-in-signal = Tracking signal
rule-way = An alert when it is
rule-way-below = below the threshold
rule-way-from = at the threshold or above
rule-side = An alert when demand is
rule-side-either = off either way
rule-side-more = above the forecast
rule-side-less = below the forecast
rule-threshold-quantity = Threshold, quantity
rule-threshold-percent = Threshold, percent
rule-threshold-days = Threshold, days
rule-threshold-hours = Threshold, hours
rule-threshold-number = Threshold
rule-threshold-signal = Threshold, tracking signal
rule-signal-more = How far demand has been off one way, in average misses. Usual: 4. It needs six periods.
rule-before = Counted after the deadline. With a minus it warns before: −4.
rule-clears-at = Gone again at
rule-periods-days = Days in a row
rule-periods-weeks = Weeks in a row
rule-periods-forecast = Periods of the forecast in a row
rule-severity = How grave
rule-severity-late = Late
rule-severity-risk = At risk
rule-severity-notice = Notice
rule-site = Site of the rule
rule-every-site = every site
rule-family = Family
rule-any-family = every family
rule-grouping = What makes one alert
rule-group-each = Each thing itself
rule-group-item = One item
rule-group-family = One family
rule-group-customer = One customer or supplier
rule-group-site = A whole site
rule-grouped-item = one alert for each item
rule-grouped-family = one alert for each family
rule-grouped-customer = one alert for each customer or supplier
rule-grouped-site = one alert for each site
rule-owner = Owner
rule-deputy = Next, who sees the site
rule-second-deputy = And then
rule-hours = Hand on unanswered after hours
rule-time-zone = Time zone of the owner
rule-quiet-from = Quiet from
rule-quiet-until = Quiet until
rule-calendar = Working days
rule-every-day = every day
rule-digest-at = All at once, once a day at
rule-make = Keep and look back 90 days
rule-made = “{ $name }” is kept and off. Below is what it would have done.
rule-removed = “{ $name }” is removed.
rule-is-on = “{ $name }” watches from now on.
rule-is-off = “{ $name }” is off. Its alerts are gone.
rule-look-back = Look back 90 days
rule-switch-on = Switch it on
rule-switch-off = Switch off
rule-close = Close
rule-off = Off
rule-standing =
    { $count ->
        [one] { $count } alert stands
       *[other] { $count } alerts stand
    }
rule-quiet-now = On, nothing is beyond
rule-from = { $what } from { $value } on
rule-below = { $what } below { $value }
rule-of-safety = { $value } of the safety stock
rule-of-target = { $value } of its target
rule-of-forecast = { $value } of the forecast
rule-of-expected = { $value } of what is expected
rule-of-signal = a tracking signal of { $value }
rule-of-cover = { $value } of cover
rule-in-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
rule-in-hours = { $count } h
rule-days =
    { $count ->
        [one] { $count } day in a row
       *[other] { $count } days in a row
    }
rule-weeks =
    { $count ->
        [one] { $count } week in a row
       *[other] { $count } weeks in a row
    }
rule-periods =
    { $count ->
        [one] { $count } period in a row
       *[other] { $count } periods in a row
    }
rule-off-forecast-either = Demand off its forecast
rule-off-forecast-more = Demand above its forecast
rule-off-forecast-less = Demand below its forecast
rule-until = gone again at { $value }
rule-owned-by = Owner: { $name }
rule-then = then { $names }
rule-then-after = unanswered after { $hours } h to { $names }
rule-quiet = quiet { $begin }–{ $end }, { $zone }
rule-works-by = working days by { $calendar }
rule-digest = all at once at { $time }, { $zone }
rule-wish-name = Give the rule a name.
rule-wish-owner = Choose the owner.
rule-wish-number = Write numbers, or leave the field empty.
rule-wish-threshold = Enter the threshold.
rule-wish-quiet = Quiet hours need a beginning and an end.
rule-detection-title = From the data to the alert
rule-detection-none = No alerts in the last { $days } days, so there is nothing to measure yet.
rule-detection = Last { $days } days, { $alerts } alerts: half were raised within { $median }, 95 % within { $most }, all within { $longest }.
rule-detection-told = Owners were told within { $most } (95 %), quiet hours apart.
rule-over-limit =
    { $count ->
        [one] { $count } alert took longer than 15 minutes
       *[other] { $count } alerts took longer than 15 minutes
    }
rule-within-limit = None took longer than 15 minutes
rule-seconds = { $count } s
rule-minutes = { $count } min
rule-preview-count =
    { $count ->
        [0] No alerts from { $from_on } to { $to_on }
        [one] { $count } alert from { $from_on } to { $to_on }
       *[other] { $count } alerts from { $from_on } to { $to_on }
    }
rule-preview-watched =
    { $count ->
        [one] { $count } thing was looked at
       *[other] { $count } things were looked at
    }
rule-preview-unknown = Nothing is known of these days: what this rule watches has not been noted before. It is from now on.
rule-preview-known = Known only from { $on } on; of the days before nothing was noted.
rule-preview-newest = The newest { $count } are shown.
rule-past-until = until { $on }
rule-past-stands = stands
rule-past-several = { $subject } and others, { $count } at most
rule-starts = What it starts by itself
rule-starts-nothing = nothing, it only tells
rule-starts-production = Own work: making and transfers
rule-starts-purchase = A purchase
rule-starts-either = Whichever the item is got by
rule-fill-to-quantity = Fill up to, quantity
rule-fill-to-percent = Fill up to, percent
rule-fill-to-days = Fill up to, days
rule-rush = Today or tomorrow where customers up to class
rule-auto-value = Without asking up to a value of
rule-lacking-more = All that will be missing is proposed, as on the promotion's or the season's page.
rule-auto-more = Only in regular hours, with ordinary delivery and in the free zone, where no rule of approval asks anybody, and once somebody else has switched the rule on. All else waits for a decision.
rule-started-production = Has it filled up to { $level } by own work
rule-started-purchase = Has it filled up to { $level } by a purchase
rule-started-either = Has it filled up to { $level }
rule-started-lacking-production = Has what is missing made or moved
rule-started-lacking-purchase = Has what is missing bought
rule-started-lacking-either = Has what is missing made, moved or bought
rule-rushed = today or tomorrow for customers up to class { $priority }
rule-asks-always = always asks
rule-asks-above = asks above { $value }
rule-needs-second = asks always until somebody else switches it on
rule-past-starts =
    { $count ->
        [0] It would have started nothing
        [one] It would have started { $count } replenishment worth { $value }, { $alone } of it without asking
       *[other] It would have started { $count } replenishments worth { $value }, { $alone } of them without asking
    }
rule-past-starts-unknown =
    { $count ->
        [one] For { $count } position the quantity cannot be told from what is known
       *[other] For { $count } positions the quantity cannot be told from what is known
    }
rule-past-start = { $amount } { $item }, { $site }, { $value }
rule-past-start-alone = { $amount } { $item }, { $site }, { $value }, without asking
rule-past-starts-more = What was on order on those days is not known and not taken off.
rule-change = Change
rule-changing = Change “{ $name }”
rule-save = Save and look back 90 days
rule-leave = Leave it as it is
rule-changed = “{ $name }” is changed. Below is what it would have done.
rule-wish-fill-to = Enter up to where it is filled.
rule-why-day = { $on }: { $percent } % { $way ->
        [less] less than forecast.
       *[more] more than forecast.
    }
rule-why-week = Week of { $on }: { $percent } % { $way ->
        [less] less than forecast.
       *[more] more than forecast.
    }
rule-why-month = Month from { $on }: { $percent } % { $way ->
        [less] less than forecast.
       *[more] more than forecast.
    }
rule-why-running = The period is not over yet.
rule-why-signal = Tracking signal { $signal }.
rule-why-series = Most of it: { $series }.
