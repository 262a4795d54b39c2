### What is expected, why, and what people say instead.
forecast-loading = Looking up the forecast
forecast-cannot = The forecast cannot be shown
forecast-none = No forecast yet
forecast-none-more = It is made every night, and soon after orders were loaded. A planner can start one now
forecast-start = Forecast now
forecast-started = The forecast has begun. It takes a minute or more, and this page follows
forecast-running = A forecast is being made: { $share } done
forecast-run = Forecast { $number }, made { $at }
forecast-views = Views
forecast-levels = Level
forecast-level-family = Family
forecast-level-item = Item
forecast-level-cell = Site and group
forecast-my-customers = My customers
forecast-my-items = My items
forecast-order = { $count ->
    [one] { $count } series, the largest error in money first
   *[other] { $count } series, the largest error in money first
}
forecast-search = Item, family, site or territory
forecast-find = Find
forecast-more = Show more
forecast-naive-error = naive { $share }
forecast-next-day = { $amount } in 4 days
forecast-next-week = { $amount } in 4 weeks
forecast-next-month = { $amount } in 4 months
forecast-failed-series = Naive forecast only
forecast-failed-because = Answered by the naive forecast: { $reason }
forecast-failed-count = { $count ->
    [one] { $count } series by the naive forecast
   *[other] { $count } series by the naive forecast
}
forecast-worse-than-naive = No better than naive
forecast-runs-low = Runs { $share } low
forecast-runs-high = Runs { $share } high
forecast-not-learned = The learned model was not tried: it needs 100 series and 5 000 of their past periods to learn from.
forecast-by-naive = naive forecast
forecast-class-smooth = Smooth
forecast-class-erratic = Erratic
forecast-class-intermittent = Intermittent
forecast-class-lumpy = Lumpy
forecast-class-new = New
forecast-class-ending = Ending
forecast-channel-direct = direct
forecast-channel-shop = shop
forecast-channel-online = online
forecast-method-naive = last value
forecast-method-seasonal-naive = same as last season
forecast-method-seasonal-mean = mean of seasons
forecast-method-grown-season = last season, grown
forecast-method-window-mean = moving mean
forecast-method-ses = smoothing
forecast-method-damped-holt = damped trend
forecast-method-theta = Theta
forecast-method-dynamic-theta = dynamic Theta
forecast-method-growing-theta = Theta of growth
forecast-method-holt-winters = Holt–Winters
forecast-method-autoregression = autoregression
forecast-method-croston-sba = Croston (SBA)
forecast-method-tsb = TSB
forecast-method-adida = ADIDA
forecast-method-imapa = IMAPA
forecast-method-profile-ses = smoothing, family's season
forecast-method-profile-imapa = IMAPA, family's season
forecast-method-profile-dynamic-theta = dynamic Theta, family's season
forecast-method-zero = nothing
forecast-method-median = median of methods
forecast-method-learned = learned
forecast-method-learned-promotions = learned, told of promotions
forecast-method-look-alike = like another item
forecast-method-predecessor = from its predecessor
forecast-chart-day = Quantity a day
forecast-chart-week = Quantity a week
forecast-chart-month = Quantity a month
forecast-key-model = Model
forecast-key-agreed = Agreed
forecast-key-band = 9 in 10 chance
forecast-today = today
forecast-finding = { $name }: { $quantity } expected in the first period, with a chance of 9 in 10 between { $low } and { $high }
forecast-table = The coming periods
forecast-line-last-year = Same time last year
forecast-line-model = Model
forecast-line-promotion = + promotions
forecast-line-pipeline = + deals
forecast-line-rep = + reps
forecast-line-planner = + planner
forecast-line-frozen = Held by a freeze
forecast-line-agreed = Agreed
forecast-line-between = 9 in 10 chance
forecast-line-ordered = Orders already in
forecast-line-open = Still expected
forecast-why = Why this number
forecast-part-level = Level of late
forecast-part-season = Season
forecast-part-trend = Where it is heading
forecast-part-promotion = Promotion
forecast-part-pipeline = Deals
forecast-part-rep = Reps' words
forecast-part-planner = Planners' words
forecast-part-frozen = Held by a freeze
forecast-moved = What changed since the last forecast
forecast-first-run = This is the first forecast of this series
forecast-not-moved = Nothing: the same orders, the same figure
forecast-moved-from = From { $before } to { $after } a period:
forecast-mends = Put right in the history
forecast-mend = { $day }: { $was } counts as { $became }
forecast-mended-not-a-number = not a number
forecast-mended-returns = more came back than was sold
forecast-mended-stock-out = probably out of stock
forecast-mended-outlier = far beyond the usual
forecast-mend-undo = Leave as written
forecast-mend-again = Put right again
forecast-mend-kept = Noted. The next forecast follows
forecast-deals = Deals
forecast-deal = { $quantity }, { $share } likely, { $day }
forecast-deal-kind-opportunity = Opportunity
forecast-deal-kind-quotation = Quotation
forecast-deal-kind-inquiry = Inquiry
forecast-deal-why-added = beyond what is ordered anyway
forecast-deal-why-covered = covered by usual orders
forecast-deal-why-double = counted with a surer word of the same customer
forecast-deal-why-beyond = only what goes beyond a surer word of the same customer
forecast-deal-why-stale = more than sixty days overdue
forecast-stage-contact = Contact
forecast-stage-quotation = Quotation
forecast-stage-sample = Sample
forecast-stage-negotiation = Negotiation
forecast-stage-held = Held
forecast-stage-inquired = Asked
forecast-stage-won = Won
forecast-stage-lost = Lost
forecast-stage-now = Stage
forecast-stages = What stages are worth
forecast-stages-from = { $count ->
    [one] From { $count } closed deal; the form's own figure weighs as ten
   *[other] From { $count } closed deals; the form's own figure weighs as ten
}
forecast-form-says = form says { $share }
forecast-deal-moved = Moved. The forecast has followed
forecast-no-deals = No open deals
forecast-no-deals-more = Opportunities come with the import; inquiries and quotations from the promise page
forecast-does-it-help = Does each step help?
forecast-at-lag = Error at the lag: 5 to 8 weeks ahead, 2 to 4 months, 8 to 14 days. Shorter is better.
forecast-lag-day = Error 8 to 14 days ahead, last two months at most. Shorter is better.
forecast-lag-week = Error 5 to 8 weeks ahead, closed weeks of a year at most. Shorter is better.
forecast-lag-month = Error 2 to 4 months ahead, a year at most. Shorter is better.
forecast-step-naive = Same as last year
forecast-step-statistical = Model
forecast-step-promotion = + promotions
forecast-step-pipeline = + deals
forecast-step-rep = + reps
forecast-step-planner = + planner
forecast-step-frozen = Agreed, with what is frozen
forecast-step-same = the same
forecast-step-better = better by { $points }
forecast-step-worse = worse by { $points }
forecast-accuracy = Accuracy
forecast-bias = Bias
forecast-measured = { $first } to { $last }.
forecast-not-measured = Nothing is measured yet
forecast-not-measured-more = Once a forecast has been made, closed periods are compared with what came
forecast-by-family = By family
forecast-by-item = By item
forecast-worth = What overrides of the last quarter were worth
forecast-worth-none = No override of a closed period yet
forecast-worth-nearer = The forecast was nearer by { $quantity }
forecast-worth-further = The forecast was further off by { $quantity }
forecast-worth-helped = { $count ->
    [one] { $helped } of { $count } helped
   *[other] { $helped } of { $count } helped
}
forecast-series = Series
forecast-say = Say something else
forecast-from = From
forecast-count = How many periods
forecast-quantity = More or less a period
forecast-reason = Why
forecast-lasts = Lapses after
forecast-note = Note
forecast-keep = Keep the override
forecast-kept = Kept. The forecast has followed
forecast-number = Enter a quantity, a number of periods and a day
forecast-versions = Every version
forecast-said = { $quantity } from { $day }
forecast-taken-back = Taken back
forecast-holds = Holds
forecast-version = Version { $number }
forecast-until = until { $day }
forecast-restore = Say version { $number } again
forecast-restored = Said again, as a new version
forecast-customer = Customer
forecast-customers-quiet = Quiet: ask them
forecast-customers-odd = Out of the usual
forecast-customers-next = Who orders next
forecast-without-rhythm = { $count ->
    [one] { $count } more customer has ordered on fewer than four days, which makes no rhythm yet
   *[other] { $count } more customers have ordered on fewer than four days, which makes no rhythm yet
}
forecast-no-customers = No customers here
forecast-no-customers-more = Customers of your territories stand here once they have ordered
forecast-no-rhythm = { $count ->
    [one] { $count } day of orders: no rhythm yet
   *[other] { $count } days of orders: no rhythm yet
}
forecast-every = { $count ->
    [one] Every day
   *[other] Every { $count } days
}
forecast-windows = Orders and forecast
forecast-windows-title = How orders use up the forecast
forecast-windows-more = An order takes from the forecast of its own period, then from earlier ones, then from later ones, as far as the windows reach. What is left over, a plan makes for after all orders. Nothing is promised less for it.
forecast-windows-every = Every family
forecast-windows-family = Family
forecast-windows-backward = Days before an order
forecast-windows-forward = Days after an order
forecast-windows-fence = Orders only, for so many days from today
forecast-windows-keep = Keep
forecast-windows-drop = As for every family
forecast-windows-kept = Kept. What is left of the forecast has followed
forecast-windows-number = Enter whole days, from 0 to 366
forecast-windows-reach = { $backward } days before, { $forward } days after
forecast-windows-fenced = { $count ->
    [0] the forecast counts from today on
    [one] orders only for { $count } day
   *[other] orders only for { $count } days
}
forecast-windows-same = as for every family
forecast-windows-loading = The windows are being fetched
forecast-windows-cannot = The windows could not be fetched
forecast-window = next between { $first } and { $last }
forecast-window-day = next on { $day }
forecast-quiet = Quiet since { $day }
forecast-jump = Last order { $share } of the usual
forecast-how-much = How much more or less
forecast-no-items = Nothing to forecast yet
forecast-no-items-more = Once a forecast covers what this customer orders, the customer's part of it stands here
forecast-note-date-too-old = { $count ->
    [one] { $count } order line older than five years is left out
   *[other] { $count } order lines older than five years are left out
}
forecast-note-date-too-late = { $count ->
    [one] { $count } order line more than three years ahead is left out
   *[other] { $count } order lines more than three years ahead are left out
}
forecast-note-below-zero = { $count ->
    [one] { $count } order line below zero takes from its period
   *[other] { $count } order lines below zero take from their periods
}
forecast-note-returned-more = { $count ->
    [one] Of { $count } order line more came back than was ordered
   *[other] Of { $count } order lines more came back than was ordered
}
forecast-note-not-learned = { $count ->
    [one] { $count } series without the learned model: it needs 100 series and 5 000 of their past periods to learn from
   *[other] { $count } series without the learned model: it needs 100 series and 5 000 of their past periods to learn from
}
forecast-note-cluster-away = { $count ->
    [one] The cluster did not answer: { $count } part was worked out here
   *[other] The cluster did not answer: { $count } parts were worked out here
}
forecast-month-1 = Jan
forecast-month-2 = Feb
forecast-month-3 = Mar
forecast-month-4 = Apr
forecast-month-5 = May
forecast-month-6 = Jun
forecast-month-7 = Jul
forecast-month-8 = Aug
forecast-month-9 = Sep
forecast-month-10 = Oct
forecast-month-11 = Nov
forecast-month-12 = Dec
forecast-error = Forecast error by item
forecast-by-items = Items, all sites together.
forecast-details = The same error in more or less detail
forecast-details-more = The last 13 weeks. In a sum, too much here and too little there cancel out, so the finer it is added up, the higher it is. Plans need it by item and site; for a single customer group it says how far to trust its part.
forecast-detail-family = Family by family
forecast-detail-item = Item by item
forecast-detail-item-site = Item by item at each site
forecast-detail-cell = Item by item at each site, by customer group and channel
forecast-detail-is-kpi = This is the KPI “Forecast error by customer group”
forecast-better-than-naive = Better than naive
error-forecast-period-closed = That period is over, or lies beyond the forecast. Choose a period that is shown
error-forecast-expiry = Choose a last day from today on, within two years
error-forecast-quantity = Enter a quantity between minus and plus a thousand million
error-deal-stage = The deal is over, or no deal has ever been at that stage. Look again
navigation-forecast = Forecast
forecast-part-signal = Signals from outside
signals-title = Signals from outside
signals-head = Which signals help?
signals-more = Each signal is tried on past months beside the forecast without it, with no more than was known then. Only what helps is used
signals-loading = Looking up the signals
signals-cannot = The signals cannot be shown
signals-tried = Does it help?
signals-none-tried = Nothing is tried yet. The next forecast tries holidays and what stands below
signals-verdict-helps = Helps, and is used
signals-verdict-no-gain = Does not help, not used
signals-verdict-by-chance = A gain that may be chance, not used
signals-verdict-said-already = Another signal says the same, not used
signals-verdict-too-short = Too little history to try it
signals-verdict-never-moved = Has hardly ever moved so far
signals-verdict-ended = Has ended, dropped. Paste newer values
signals-verdict-no-calendar = No calendar of this country is known
signals-better-at = { $count ->
    [one] nearer at { $better } of { $count } origin
   *[other] nearer at { $better } of { $count } origins
}
signals-lead-day = { $count ->
    [one] { $count } day earlier
   *[other] { $count } days earlier
}
signals-lead-week = { $count ->
    [one] { $count } week earlier
   *[other] { $count } weeks earlier
}
signals-lead-month = { $count ->
    [one] { $count } month earlier
   *[other] { $count } months earlier
}
signals-series = Series: indices, prices, weather
signals-no-series = No series yet
signals-series-says = { $count ->
    [one] { $count } value, { $first } to { $last }, last { $value }
   *[other] { $count } values, { $first } to { $last }, last { $value }
}
signals-series-removed = Removed series
signals-name = Name
signals-delay = Known so many days later
signals-text = Day and value, a line each
signals-keep-series = Keep the series
signals-series-incomplete = Enter a name, values, and a delay of at most 366 days
signals-series-kept = { $count ->
    [one] { $count } value kept
   *[other] { $count } values kept
}{ $skipped ->
    [0] .
    [one] , { $skipped } line left out.
   *[other] , { $skipped } lines left out.
} The next forecast tries it
signals-events = Events on markets and at competitors
signals-no-events = No events yet
signals-event-fair = Trade fair
signals-event-rule = New rule or law
signals-event-strike = Strike
signals-event-competitor-price = Competitor changes prices
signals-event-competitor-launch = Competitor launches a product
signals-event-competitor-shortage = Competitor cannot deliver
signals-event-other = Other event
signals-feedback-praise = Praise by customers
signals-feedback-complaint = Complaints by customers
signals-feedback-wish = Wishes of customers
signals-feedback-event = Events at customers
signals-feedback-competitor = Customers speak of competitors
signals-kind = Kind
signals-event-name = What
signals-first = From
signals-last = To
signals-known = Known since
signals-family = Family
signals-territory = Territory
signals-territory-choose = Choose a territory
signals-every-family = Every family
signals-every-territory = Every territory
signals-add-event = Add the event
signals-event-incomplete = Enter what it is and its first day
signals-event-kept = Added. The next forecast tries it
signals-remove = Remove
signals-removed = Removed. The next forecast is made without it
signals-holidays = Holidays
signals-no-holidays = No customers yet, so no countries
signals-no-calendar = No calendar of this country is known
signals-holiday-next = { $count ->
    [one] { $count } holiday in a year, next { $day }: { $name }
   *[other] { $count } holidays in a year, next { $day }: { $name }
}
signals-territories = Countries of territories
signals-no-country = No country yet
signals-country-said = as planners or an import say
signals-country-usual-why = as most of its customers
signals-country-none = it has no customers yet
signals-country = Country
signals-country-usual = As most of its customers
signals-country-keep = Keep the country
signals-country-incomplete = Choose a territory
signals-country-kept = Kept. The next forecast tries its holidays
error-outside-series = No line has a day and a value, or there are more than 5,000. Write a line like 2026-11-02;104.2
error-outside-country = No calendar of holidays is known for this country. Nothing was changed
error-outside-days = Choose a last day that is not before the first, within ten years
runs-title = Runs and freezes
runs-head = What was forecast, and what stays
runs-loading = Looking up the runs
runs-cannot = The runs cannot be shown
runs-compared = Two runs side by side
runs-before = First
runs-after = Second
runs-items-of = Items of
runs-only-one = There is only one run so far
runs-nothing-shared = The two runs share no period
runs-order = { $count ->
    [one] { $count } row, the largest difference first
   *[other] { $count } rows, the largest difference first
}
runs-periods-day = { $count ->
    [one] over { $count } day
   *[other] over { $count } days
}
runs-periods-week = { $count ->
    [one] over { $count } week
   *[other] over { $count } weeks
}
runs-periods-month = { $count ->
    [one] over { $count } month
   *[other] over { $count } months
}
runs-kept = Runs that are kept
runs-cause-night = Nightly
runs-cause-asked = Asked for
runs-cause-loaded = After a load
runs-cause-restored-from = Taken back to forecast { $number }
runs-series = { $count ->
    [one] { $count } series
   *[other] { $count } series
}
runs-in-force = In force
runs-restore = Take back to forecast { $number }
runs-restore-sure = Yes, take all back to { $number }
runs-restore-means = All figures and overrides stand again as they did then, until the next forecast. Freeze what must stay longer
runs-restored = All figures and overrides stand again as in forecast { $number }
freeze-title = What is frozen
freeze-more = Frozen figures are moved by no forecast, deal or override until they are thawed or their time is over
freeze-none = Nothing is frozen
freeze-until = Periods until (empty: all to come)
freeze-ends = The freeze ends after
freeze-keep = Freeze as agreed now
freeze-item = Freeze this item
freeze-item-more = Keeps all coming periods of this item as agreed now, with the reason, note and last day above
freeze-incomplete = Choose a last day
freeze-kept = Frozen
freeze-thaw = Thaw
freeze-thawed = Thawed. The forecast counts again
freeze-periods = periods until { $day }
freeze-all-periods = all coming periods
freeze-by = { $name }, { $at }
freeze-thawed-by = thawed by { $name }, { $at }
freeze-stands = Frozen
freeze-over = Over
error-forecast-frozen = That figure is frozen. Whoever plans can thaw it under Runs and freezes
error-forecast-in-force = That forecast is in force already. Choose an earlier one
lives-title = New and ending items
lives-head = What begins, and what ends
lives-more = What is new is forecast like another item's launch, what follows another takes its history over, what ends fades by a day. The next forecast follows
lives-loading = Looking up the items
lives-cannot = The items cannot be shown
lives-said = What is said
lives-none = Nothing is said yet
lives-new = New items, and what they may be like
lives-no-new = No new item has one that it is like
lives-say = Say something of an item
lives-says-look-alike = Like { $other }, { $share } of it, launched { $day }
lives-says-successor = Follows { $other } from { $day }, { $share } of it
lives-ends = { $count ->
    [0] Ends { $day }
    [one] Ends { $day }, fading over { $count } day
   *[other] Ends { $day }, fading over { $count } days
}
lives-not-sold = not sold yet
lives-since = first wanted { $day }
lives-alike = { $name }: { $share } alike
lives-take = Forecast like this
lives-item = Item code
lives-kind = What
lives-kind-look-alike = Is like
lives-kind-successor = Follows
lives-kind-ending = Ends
lives-other = Code of the other item
lives-on = On (launch, change, last day)
lives-percent = Percent of the other item
lives-days = Days of fading before the end
lives-keep = Keep it
lives-kept = Kept. The next forecast follows
lives-incomplete = Enter the item's code, the other one's unless it ends, a day and whole figures
error-forecast-life = An item is not like itself and needs another one unless it ends; the day lies within ten years
