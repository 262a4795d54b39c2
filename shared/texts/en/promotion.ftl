promotion-views = Promotions and seasons
promotion-loading = Fetching the promotions
promotion-failed = The promotions did not load
promotion-none = No promotions yet
promotion-none-more = Plan one, or bring past ones with an import: the more are known, the surer the next one is foreseen
promotion-plan = Plan a promotion
promotion-plan-it = Plan it
promotion-ask-it = Ask for it
promotion-save = Save
promotion-export = Export as CSV
promotion-fill = Give a name, both days, and figures that are numbers
promotion-part-draft = Waiting for a planner
promotion-part-running = Running
promotion-part-planned = Coming
promotion-part-over = Over
promotion-part-cancelled = Cancelled
promotion-status-draft = Waits for a planner
promotion-status-planned = Planned
promotion-status-running = Running
promotion-status-over = Over
promotion-status-cancelled = Cancelled
promotion-days = { $first } to { $last }
promotion-off = { $share } off
promotion-at-price = at { $price }
promotion-everywhere = everywhere
promotion-made-by = Planned by { $name }
promotion-add = Add …
promotion-take-off = Take off { $name }
promotion-needs-customers = Name customers of yours; a planner confirms it
promotion-field-name = Name
promotion-field-starts-on = First day
promotion-field-ends-on = Last day
promotion-field-discount = Discount in per cent
promotion-field-price = Or price of one unit
promotion-field-note = Note
promotion-field-items = Items
promotion-field-families = Families
promotion-field-customers = Only these customers
promotion-field-territories = Only these territories
promotion-field-sites = Only these sites
promotion-field-segments = Only these customer groups
promotion-field-channels = Only these channels
promotion-confirm = Confirm
promotion-change = Change
promotion-cancel = Cancel the promotion
promotion-confirmed = Confirmed. The forecast counts it
promotion-cancelled = Cancelled. The forecast counts it no more
promotion-said = Kept. The forecast follows
promotion-supply = Will supply carry it?
promotion-carried = Stock and plan carry what is expected
promotion-short = { $item } at { $site }: { $quantity } missing, from { $day } on
promotion-by-day = Day by day
promotion-to-alert = To the alert
promotion-to-plan = To the plan
promotion-measured = Planned against measured
promotion-measured-how = What came against what would have come without, by the weeks around it. ± covers nine in ten chances
promotion-expected = What is expected
promotion-shares = Of what it gains, { $siblings } ± { $siblings_margin } comes from siblings, { $after } ± { $after_margin } is bought ahead
promotion-head-item = Item
promotion-head-uplift = Uplift
promotion-head-between = 9 in 10 chance
promotion-head-basis = Goes by
promotion-head-usual = Without it
promotion-head-expected = With it
promotion-head-siblings = Siblings
promotion-head-after = Afterwards
promotion-head-planned = Planned
promotion-head-came-ratio = Measured
promotion-head-came = Came
promotion-head-without = Without it
promotion-head-gain = Gain
promotion-head-day = Day
promotion-head-expected-until = Expected until then
promotion-head-available = Can be had
promotion-head-missing = Missing
promotion-not-over = not over yet
promotion-basis-person = { $name }
promotion-basis-others = what promotions of others do
promotion-say = Expect something else
promotion-item = Item
promotion-all-items = All items
promotion-ratio = Demand times
promotion-reason = Because
promotion-say-it = Say so
promotion-as-learned = Go by what was learned
promotion-uplift-fill = Write what demand is multiplied by, as 1.5
promotion-history = History
promotion-deed-asked = { $name } asked for it
promotion-deed-planned = { $name } planned it
promotion-deed-confirmed = { $name } confirmed it
promotion-deed-changed = { $name } changed it
promotion-deed-cancelled = { $name } cancelled it
promotion-deed-uplift = { $name } expects something else
promotion-deed-uplift-back = { $name } goes by what was learned again
promotion-changed = Changed. The forecast follows
promotion-changed-name = name
promotion-changed-starts-on = first day
promotion-changed-ends-on = last day
promotion-changed-discount-ratio = discount
promotion-changed-price = price
promotion-changed-item-ids = items
promotion-changed-families = families
promotion-changed-site-ids = sites
promotion-changed-scope-ids = territories
promotion-changed-segments = customer groups
promotion-changed-customer-ids = customers
promotion-changed-channels = channels
promotion-changed-note = note
season-loading = Fetching the seasons
season-failed = The seasons did not load
season-none = No item shows a season
season-none-more = Two years of orders say which items have one. Mark any other in Stock: open its row, then Season
season-open = Season
season-marked = Seasonal and limited
season-found = Sold by season
season-mark-in-season = In season
season-mark-out-of-season = Out of season
season-mark-not-yet = Not sold yet
season-mark-ended = Ended
season-kind-seasonal = Season { $first } to { $last }
season-kind-limited = Limited, { $first } to { $last }
season-most = { $quantity } in all
season-strength = season { $share } strong
season-strength-peak = season { $share } strong, peak in { $month }
season-left-over = { $quantity } will be left
season-profile = The year
season-profile-table = Month by month
season-too-short = Two years of orders are needed to see a season
season-by-family = too short a past of its own, shown is { $family }
season-runs = strong from { $first } to { $last }
season-whole-year = Sold the whole year
season-sold = { $quantity } asked for so far
season-set-by = { $name }, { $at }
season-before = Before the season
season-build = { $site }: have { $quantity } more by { $day }, start by { $start }
season-is-ready = { $site }: enough is there on { $day }
season-build-facts = { $expected } expected in its first four weeks, { $available } available
season-after = What will be left
season-left-at = { $site }: { $quantity } left on { $day }
season-nothing-left = { $site }: nothing will be left
season-left-facts = { $available } there by then, { $expected } still expected to be sold
season-set = When it is sold
season-how = How
season-choice-seasonal = Every year in a season
season-choice-limited = Once, a limited edition
season-first = First day
season-last = Last day
season-quantity = Total of a limited edition
season-fades = { $count ->
    [one] fading over its last day
   *[other] fading over its last { $count } days
}
season-ramp = Fading over so many last days
season-keep = Save
season-end = Sell it the whole year
season-kept = Kept. The next forecast keeps to it
season-ended = Kept. It is sold the whole year again
season-fill = Give both days; the total and the days of fading are numbers
promotion-items =
    { $count ->
        [one] { $count } item
       *[other] { $count } items
    }
promotion-learned =
    { $count ->
        [0] Nothing learned yet: what is expected goes by promotions of others
        [one] Learned from { $count } promotion of an item
       *[other] Learned from { $count } promotions of items
    }
promotion-basis-item =
    { $count ->
        [one] { $count } promotion of it
       *[other] { $count } promotions of it
    }
promotion-basis-family =
    { $count ->
        [one] { $count } promotion of its family
       *[other] { $count } promotions of its family
    }
promotion-basis-all =
    { $count ->
        [one] { $count } promotion of others here
       *[other] { $count } promotions of others here
    }
error-promotion-empty = Give the promotion a name and at least one item or family. Nothing was kept
error-promotion-days = The last day lies before the first, or more than a year after it. Nothing was kept
error-promotion-price = Give a price of 0 or more, or a discount from 0 to under 100 %, not both. Nothing was kept
error-promotion-customers = Name the customers it is for: yours. Nothing was kept
error-promotion-closed = It is over or cancelled and stays as it was
error-promotion-uplift = Demand is multiplied by a number from 0 to 20
error-season-days = The last day lies before the first, or a season lasts a year. Nothing was kept
error-season-quantity = Only a limited edition has a total, above 0. Nothing was kept
error-promotion-unknown =
    { $field ->
        [item_ids] One of these items does not exist, or is not in this promotion
        [item_id] This item is not in this promotion
        [families] One of these families does not exist
        [customer_ids] One of these customers does not exist, or is not yours
        [site_ids] One of these sites does not exist
        [territory_ids] One of these territories does not exist
       *[other] One of these customer groups does not exist
    }
