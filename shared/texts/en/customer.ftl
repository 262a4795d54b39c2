### Customers from all sides, segments, regions and channels.
customer-loading = Fetching the customer
customer-failed = The customer did not load
customer-list-loading = Fetching the customers
customer-list-failed = The customers did not load
customer-count = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
customer-ways = More about customers
customer-marks = What stands out
customer-mark-any = Everybody
customer-mark-name-quiet = Quiet
customer-mark-name-jump-up = Jumped up
customer-mark-name-jump-down = Fell
customer-mark-name-expected = Order due
customer-values = Worth
customer-value-any = All
customer-value-name-a = Value A
customer-value-name-b = Value B
customer-value-name-c = Value C
customer-value-name-none = No orders
customer-territories = Territory
customer-everywhere = All territories
customer-show-all = Show all
customer-none-found = Nobody like that
customer-none-found-more = No customer in your territories fits what you asked for.
customer-no-territory = No territory of yours
customer-no-territory-more = An admin grants you the territories whose customers you should see.
customer-mark-expected = Next order about { $day }
customer-mark-quiet-short = { $count ->
    [one] Quiet for { $count } day
   *[other] Quiet for { $count } days
}
customer-mark-quiet = { $count ->
    [one] Quiet for { $count } day; usually orders every { $usual } days. So long a silence has a chance of { $chance }
   *[other] Quiet for { $count } days; usually orders every { $usual } days. So long a silence has a chance of { $chance }
}
customer-mark-jump-short = { $way ->
    [jump_up] { $item }: { $amount }, usually { $usual }
   *[other] { $item }: only { $amount }, usually { $usual }
}
customer-mark-jump = { $way ->
    [jump_up] Ordered { $amount } of { $item } on { $day } (order { $reference }), far more than the usual { $usual }
   *[other] Ordered only { $amount } of { $item } on { $day } (order { $reference }), far less than the usual { $usual }
}
customer-class-is = Class { $number }
customer-high-value = high value
customer-together = ships together
customer-whole = no part deliveries
customer-life = { $count ->
    [one] goods must last { $count } day
   *[other] goods must last { $count } days
}
customer-call = Call { $name }
customer-year = year, { $growth }
customer-year-alone = year
customer-otif = on time in full
customer-otif-aim = on time in full, owe { $target }
customer-open-value = open orders
customer-target = target { $value }
customer-rhythm = Rhythm of orders
customer-rhythm-all = Everything
customer-rhythm-of = { $family }
customer-rhythm-none = Too few orders for a rhythm. Four different days are needed.
customer-rhythm-table = Order days as a table, and how this is worked out
customer-rhythm-formula = The next gap is taken to be drawn like the past ones, of which at most 24 count. Among the gaps that are not over yet, the middle one gives the day, and the window leaves as many out at either end: it holds the next order in so many of a hundred cases (Wilks 1941).
customer-ordered = Ordered
customer-value = Value
customer-every = { $count ->
    [one] every day
   *[other] every { $days } days, give or take { $spread }
}
customer-next = next, about { $day }
customer-next-due = was due about { $day }
customer-window = Between { $first } and { $last } in { $chance } of cases, from { $gaps ->
    [one] { $gaps } gap
   *[other] { $gaps } gaps
} between orders.
customer-window-none = From { $gaps ->
    [one] { $gaps } gap
   *[other] { $gaps } gaps
} between orders: too little for a window.
customer-window-over = { $days ->
    [one] { $days } day
   *[other] { $days } days
} without an order is longer than each of the { $gaps } gaps before.
customer-today = today
customer-service = Service received in a year
customer-service-weeks = { $count ->
    [one] { $count } line; last four weeks { $value }
   *[other] { $count } lines; last four weeks { $value }
}
customer-days = { $first } to { $last }
customer-formula-otif = Lines shipped complete on or before the promised day ÷ lines promised in the year, up to yesterday: the company's own KPI, over this customer's lines.
customer-formula-order-fill-rate = Quantity shipped ÷ quantity ordered, over the lines that came due in the year: the company's own KPI, over this customer's lines.
customer-formula-order-lead-time = Mean of the calendar days from the order to its last shipment, over the lines completed in the year: the company's own KPI, over this customer's lines.
customer-likes = What the orders say
customer-likes-nothing = Nothing was ordered in the last year.
customer-likes-channels = Orders come: { $channels }
customer-likes-weekdays = Most on: { $days }
customer-likes-ahead = { $count ->
    [one] Wanted { $count } day after the order, as a rule
   *[other] Wanted { $count } days after the order, as a rule
}
customer-likes-item = on { $share } of the orders, last on { $day }
customer-channel-direct = Direct
customer-channel-shop = Shop
customer-channel-online = Online
customer-open = Open lines ({ $count })
customer-open-none = Nothing is open.
customer-line-no-day = The plan has it nowhere
customer-line-late = Not before { $day }
customer-line-unpromised = Not promised yet
customer-line-kept = On time
customer-line-urgent = Urgent
customer-changes = Changes ({ $count })
customer-deals = In the pipeline ({ $count })
customer-deal-held = Quotation, { $amount } held until { $until }
customer-deal-stage = { $stage }, { $chance } likely, { $amount }
customer-stage-contact = Contact
customer-stage-quotation = Quotation
customer-stage-sample = Sample
customer-stage-negotiation = Negotiation
customer-returns = Sent back in a year ({ $count })
customer-returns-more = { $count } earlier
customer-return-damaged = Damaged
customer-return-quality = Quality
customer-return-wrong-item = Wrong item
customer-return-too-late = Too late
customer-return-not-needed = Not needed
customer-invoices = Invoices ({ $count } open)
customer-invoices-sum = Open { $open }, overdue { $overdue }, paid in a year { $paid }
customer-invoices-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
customer-invoice-overdue = { $count ->
    [one] Overdue for { $count } day
   *[other] Overdue for { $count } days
}
customer-invoice-due = Due { $day }
customer-invoice-paid = Paid { $day }
customer-invoice-part = { $paid } of { $amount } paid
customer-invoice-order = order { $reference }
customer-profile = Profile
customer-edit = Change
customer-keep = Keep
customer-kept = Kept. The trail says what was there before
customer-said-by = { $name }, { $time }
customer-field-yes = Yes
customer-field-no = No
customer-field-nothing = Nothing said
customer-segment = Segment and class
customer-value-why = { $letter }: { $value } in { $days } days, place { $rank } of { $count }, { $share } of everybody's. Those ahead bring { $ahead }
customer-value-none = No value: no order in { $days } days
customer-standing-new = New
customer-standing-core = Core customer
customer-standing-loyal = Loyal
customer-standing-fading = Fading
customer-standing-occasional = Occasional
customer-standing-lost = Lost
customer-standing-why = { $standing }. Of five points: { $recency } for how lately, { $frequency } for how often, { $money } for how much
customer-size-large = Large orders: at least twice the middle one of all
customer-size-medium = Orders of middle size
customer-size-small = Small orders: at most half the middle one of all
customer-class = Class, 1 is served first
customer-class-chosen = Class { $number }, chosen by { $name } until { $day }: { $reason }
customer-class-not-ranked = Class { $number }. Orders by shop or online only, so it is not ranked
customer-class-fits = Class { $number }, as the orders suggest
customer-class-moves = Class { $number }; the orders suggest { $suggested }
customer-take-class = Take over class { $number }
customer-end-class = End the choice by hand
customer-choose-class = Choose a class by hand
customer-class-reason = Reason
customer-class-until = Last day that it holds
customer-class-keep = Let it hold
customer-class-set = The class holds. Promises and proposals follow it
customer-class-ended = The class stays until another one is taken over
customer-class-incomplete = Enter a reason and the last day that it holds
segment-title = Who is worth what
segment-loading = Ranking the customers
segment-failed = The segments did not load
segment-none = Nobody to rank
segment-none-more = Segments appear with the first orders in your territories.
segment-found-by = By the orders of { $days } days. A are customers while those ahead bring less than { $a } of the value, B up to { $b }.
segment-not-ranked = { $count ->
    [one] { $count } customer orders by shop or online only and is not ranked.
   *[other] { $count } customers order by shop or online only and are not ranked.
}
segment-group = { $count ->
    [one] { $count } customer, { $share } of the value
   *[other] { $count } customers, { $share } of the value
}
segment-classes = What a class gets
segment-classes-more = The class says who is served first in plans and promises, by which strategy what is short is shared out, and how much of the lines is owed on time and in full. The goal moves alerts, this page and the safety stock that is proposed with an item's lot rules; what is in force stays until a planner takes the proposal over. Planners change class and goal below, the strategy on the page of allocation.
segment-to-allocation = Strategies of allocation
segment-class-name = Class { $number }
segment-class-goal = owed { $goal }
segment-class-count = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
segment-class-weight = weight { $weight }
segment-class-had = { $count ->
    [one] { $share } on time in full, of { $count } line that was due in four weeks
   *[other] { $share } on time in full, of { $count } lines that were due in four weeks
}
segment-class-none = Nothing was due in four weeks
segment-class-below = { $count ->
    [one] { $count } customer had less than is owed
   *[other] { $count } customers had less than is owed
}
segment-rule-service-usual = as the KPI
segment-moves = Would be served in another class ({ $count })
segment-moves-none = Everybody is served in the class that the orders suggest, or in one chosen by hand.
segment-moves-more = Nothing moves by itself. A class that is taken over counts in allocation, promises and alerts at once.
segment-moves-beyond =
    { $count ->
        [one] { $count } more follows when these are taken over
       *[other] { $count } more follow when these are taken over
    }
segment-moves-rest = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
segment-move = Class { $number } → { $suggested }
segment-take = Take over
segment-take-all = { $count ->
    [one] Take over { $count } class
   *[other] Take over all { $count } classes
}
segment-customers = Customers by value ({ $count })
segment-rules = Rules and goals
segment-rules-more = Leave empty what should stay. Other rules move nobody: what would move is listed below.
segment-rules-keep = Keep the rules
segment-rules-kept = Kept. Look at what would move
segment-number = Enter numbers: days from 28, parts in %, classes from 1 to 9
segment-rule-window-days = Days that count
segment-rule-new-days = New for so many days
segment-rule-fading-days = Fading after so many days without an order
segment-rule-a-part = A up to this % of the value
segment-rule-b-part = B up to this % of the value
segment-rule-a-class = Class of A
segment-rule-b-class = Class of B
segment-rule-c-class = Class of C
segment-rule-none-class = Class of those without orders
segment-rule-a-service = On time in full owed to the class of A, % (0: as the KPI)
segment-rule-b-service = On time in full owed to the class of B, % (0: as the KPI)
segment-rule-c-service = On time in full owed to the class of C, % (0: as the KPI)
segment-rule-none-service = On time in full owed to those without orders, % (0: as the KPI)
market-head = Market
market-title = Regions and channels
market-loading = Comparing the market
market-failed = The comparison did not load
market-none = Nothing to compare
market-none-more = The comparison appears with the first orders in your territories.
market-compared = Compared by
market-by-region = Region
market-by-channel = Channel
market-by-territory = Territory
market-period = Period
market-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
market-channel = Channel
market-any-channel = All channels
market-drop-region = All regions, not only { $region }
market-before = Compared with { $first } to { $last }, 52 weeks before.
market-no-before = The orders do not reach back a whole year before, so there is no growth yet.
market-column-value = Ordered
market-column-growth = On last year
market-column-share = Share (before)
market-column-orders = Orders
market-column-open = Open
market-column-expected = Expected, 28 days
market-column-otif = On time in full
market-column-fill = Fill rate
market-column-returned = Sent back
market-total = All
market-lines-of = The lines of { $name }
market-balance = Balance of the channels
market-moved = { $words } ({ $points } points)
market-no-region = Without a region
market-ordered = ordered { $day }
market-formula = Ordered is quantity × price of all lines that were not cancelled. On time in full and fill rate are the company's own KPIs, over the lines due in these days; expected is what is agreed in the forecast for the next 28 days × list price; sent back is the value of returns ÷ ordered.
field-loading = Fetching the fields
field-failed = The fields did not load
field-more = What you keep of every customer beyond the usual: size, colour, home store. Reps and planners fill it in on the customer's page.
field-none = No fields yet.
field-new = New field
field-name = Name
field-kind = What is kept in it
field-kind-text = Text
field-kind-number = Number
field-kind-date = Day
field-kind-choice = One of several
field-kind-yes-no = Yes or no
field-choices = Choices, with commas between
field-add = Add the field
field-added = “{ $name }” is on every customer's page
field-removed = “{ $name }” is no longer kept
navigation-customer = Customer
navigation-customer-service = Service received
navigation-segments = Segments
navigation-market = Regions and channels
navigation-market-lines = Order lines
navigation-customer-fields = Customer fields
signal-title = Heard ({ $count })
signal-none = Nothing was noted yet.
signal-note = Note what was heard
signal-kind = What it is
signal-kind-praise = Praise
signal-kind-complaint = Complaint
signal-kind-wish = Wish
signal-kind-event = Event
signal-kind-competitor = Competitor
signal-words = In words
signal-heard-on = On (today if empty)
signal-until = Until, if it lasts
signal-keep = Note it
signal-forget = Take back
signal-kept = Noted
signal-forgotten = Taken back. The trail keeps it
signal-incomplete = Say it in words; days are chosen from the calendar
error-signal-days = Only an event lies ahead, and nothing ends before it begins
