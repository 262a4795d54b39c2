### Stock of raw material, work in progress and finished goods.
stock-loading = Fetching the stock
stock-failed = The stock did not load
stock-none = No stock yet
stock-none-more = It appears with the first items that are planned at one of your sites.
stock-none-found = Nothing like that
stock-none-found-more = No item at your sites fits what you asked for.
stock-no-sites = No site of yours
stock-no-sites-more = An admin grants you the sites whose stock you should see.
stock-show-all = Show all
stock-stages = What kind of stock
stock-all = All
stock-stage-raw = Raw material
stock-stage-in-work = In work
stock-stage-finished = Finished
stock-marks = What stands out
stock-mark-any = Everything
stock-mark-gap = Gaps
stock-mark-surplus = Surplus
stock-mark-waste = Waste
stock-grouping = Listed by
stock-by-item = By item
stock-by-family = By family
stock-by-site = By site
stock-sites = Site
stock-all-sites = All sites
stock-search = Item, code or lot
stock-find = Find
stock-drop-family = Show all families, not only
stock-figure-value = Stock at cost
stock-figure-gap = Gaps
stock-figure-surplus = More than 60 days need
stock-figure-wasted = Will expire unused in 90 days
stock-figure-expired = Has expired
stock-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
stock-gaps = { $count ->
    [one] { $count } gap
   *[other] { $count } gaps
}
stock-group-surplus = surplus { $value }
stock-group-wasted = waste { $value }
stock-covers = { $count ->
    [one] lasts { $count } day
   *[other] lasts { $count } days
}
stock-covers-all = lasts beyond 90 days
stock-says-gap = { $quantity } missing from { $on }
stock-says-expired = { $quantity } expired
stock-says-wasted = { $quantity } will expire, the first on { $on }
stock-says-surplus = { $quantity } more than needed, { $value }
stock-safety = Safety stock
stock-in-work = In work
stock-value = At cost
stock-no-lots = Nothing lies there now.
stock-lots = Lots, what ends first on top
stock-lot = Lot
stock-until = Usable until
stock-quantity = Quantity
stock-lot-expired = Expired
stock-lot-wasted = { $quantity } nobody takes
stock-lot-no-end = No last day
stock-lot-unnamed = Without a lot
stock-shown = { $first } to { $last } of { $count }
stock-first-rows = To the first
stock-more-rows = Next rows
stock-expected = Expected beyond orders, 60 days
lot-rules-open = Lots and lead time
lot-rules-loading = Fetching the lots
lot-rules-failed = The lots did not load
lot-rules-more = What is planned stays as it is, open proposals are worked out anew. An import sets what its file says.
lot-rules-get-make = made here
lot-rules-get-buy = bought
lot-rules-get-transfer = brought from another site
lot-rules-lead-time-days = Lead time, days
lot-rules-lead-time-days-per-unit = Days more for every unit of a lot
lot-rules-safety-stock = Safety stock
lot-rules-lot-minimum = Smallest lot
lot-rules-lot-multiple = In multiples of
lot-rules-lot-maximum = Largest lot, 0 where any is
lot-rules-lot-cover-days = One lot covers needs of so many days
lot-rules-safety-days = Days there before it is needed
lot-rules-first-on = First day on which it may begin
lot-rules-last-on = Last day on which it may begin
lot-rules-any-day = any
lot-rules-components = Made of
lot-rules-alternates = Other ways
lot-rules-from = from { $on }
lot-rules-until = until { $on }
lot-rules-always = on any day
held-days-first-on = First day
held-days-last-on = Last day
held-days-add = Other days as well
held-days-leave-out = Leave out
held-days-save = Save days
held-days-back = Put back what was before
held-days-fill = One of the days cannot be read
held-days-more = A lot takes what holds on the day on which it begins; an empty day is any. This is the same at every site that makes it.
held-days-elsewhere = These days hold at every site that makes it; who sees all of them may set them.
lot-rules-yield-ratio = Good share, %
lot-rules-counts-open-days = The lead time counts
lot-rules-every-day = every day
lot-rules-working-days = working days
lot-rules-calendar-id = Days on which it is sent and comes
lot-rules-goes-every-day = every day
lot-rules-save = Save
lot-rules-saved = Saved. Open proposals are being worked out anew.
lot-rules-fill = One of the figures cannot be read. Days are whole numbers
supply-end-says =
    Supply ends on { $end_on }. After the last delivery { $needed } are needed, and { $missing } will be missing from { $on } on. Order by { $due_on }: the lead time is { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
safety-proposed = Proposed safety stock
safety-as-proposed = as in force
safety-owed = Owed on time and in full
safety-owed-value = { $goal }, class { $class }, customers: { $count }
safety-days = Lead time and daily review, days
safety-days-value = { $lead } + { $review }
safety-error-day = Forecast error of a day
safety-error-week = Forecast error of a week
safety-error-month = Forecast error of a month
safety-error-value = { $quantity }, periods: { $count }
safety-run = Forecast run
safety-run-value = No. { $number }, { $on }
safety-steady = The goal’s z × forecast error × √(days ÷ period).
safety-sparse = Demand is sparse: with the goal’s chance no more comes beyond the forecast in these days.
safety-take = Take over
safety-taken = Taken over. Open proposals are being worked out anew.
safety-back = Back to { $quantity }
safety-back-done = As it was before.
safety-lack-not-forecast = No safety stock is proposed: it is not forecast here.
safety-lack-few-periods = No safety stock is proposed: fewer than six closed periods were measured here.
safety-lack-no-buyers = No safety stock is proposed: nobody has bought it here for a year.
safety-lack-no-goal = No safety stock is proposed: neither class nor company has a goal for on time and in full.
