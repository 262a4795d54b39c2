### Why demand changes, and why the plan can or cannot follow.
### `reasons-<code>` names a reason; `reasons-<code>-<direction>` names it for more, less, sooner, later or cancel.
### `reason-<code>` is a cause named by the server: days come with weekday, `$quantity` with its unit, hours and amounts as figures.

reasons-customer-request = Customer asked for it
reasons-customer-request-more = Customer wants more
reasons-customer-request-less = Customer wants less
reasons-customer-request-sooner = Customer needs it sooner
reasons-customer-request-later = Customer can wait
reasons-forecast-change = New forecast
reasons-promotion = Promotion
reasons-price = Price
reasons-price-more = Good price now
reasons-price-less = Price too high
reasons-price-cancel = Price too high
reasons-competitor = Competitor
reasons-competitor-more = Won from a competitor
reasons-competitor-less = Lost to a competitor
reasons-competitor-cancel = Lost to a competitor
reasons-quality = Quality
reasons-quality-less = Quality complaint
reasons-quality-cancel = Quality complaint
reasons-project-start = Project starts
reasons-project-start-more = Project grew
reasons-project-start-sooner = Project starts sooner
reasons-project-delay = Project delayed
reasons-project-delay-less = Project shrank
reasons-project-delay-cancel = Project stopped
reasons-stock-correction = Stock count
reasons-stock-correction-more = Customer's stock is low
reasons-stock-correction-less = Customer has stock left
reasons-stock-correction-sooner = Customer's stock is low
reasons-stock-correction-later = Customer has stock left
reasons-stock-correction-cancel = Customer has stock left
reasons-payment = Payment
reasons-payment-less = Payment is open
reasons-payment-later = Payment is open
reasons-payment-cancel = Payment is open
reasons-season = Season
reasons-season-more = Building ahead
reasons-season-sooner = Season starts early
reasons-season-later = Season starts late
reasons-other = Something else

reason-capacity-full = { $work_center } is full from { $from_on } to { $to_on }: { $wanted_hours } h wanted, { $available_hours } h available
reason-capacity-in-pieces = { $work_center } has no room for it in one piece from { $from_on } to { $to_on }: { $wanted_hours } of { $available_hours } h wanted, what is left of each day is too little for a lot
reason-material-short = { $item }: { $quantity } short until { $until_on }
reason-material-lead-time = { $item }: { $quantity } short, new supply from { $from_on }
reason-lead-time = { $item } takes { $days ->
    [one] { $days } day
   *[other] { $days } days
} to make ready, so from { $from_on }
reason-lead-time-of-lot = { $item }: { $quantity } at once take { $days ->
    [one] { $days } day
   *[other] { $days } days
}, so from { $from_on }
reason-lot-maximum = { $item } is made at most { $quantity } at a time, so in { $lot_count } lots with a set-up each
reason-yield-loss = { $item }: for { $quantity } that are good, { $begun_quantity } have to be begun
reason-closed-days = { $item }: { $closed_day_count ->
        [one] { $closed_day_count } closed day
       *[other] { $closed_day_count } closed days
    } at { $site } or its sender from { $from_on } to { $until_on }
reason-way-not-yet = { $item }: { $source } supplies it only from { $on } on
reason-way-ended = { $item }: { $source } supplied it only until { $on }
reason-frozen-zone = { $site } is frozen until { $until_on }
reason-stock-ends = { $item }: { $quantity } there may be used until { $until_on } at the latest
reason-life-too-short = { $item }: { $quantity } there lasts until { $until_on } at the latest, the customer asks for { $days ->
    [one] { $days } day
   *[other] { $days } days
} after delivery
reason-rounded-to-layer = { $customer } takes full layers only: { $asked_quantity } is made { $quantity }
reason-rounded-to-pallet = { $customer } takes full pallets only: { $asked_quantity } is made { $quantity }
reason-pallets-full = { $item }: { $pallet_count ->
    [one] { $pallet_count } full pallet
   *[other] { $pallet_count } full pallets
}
reason-pallet-open = { $item }: { $pallet_count ->
    [0] no full pallet
    [one] { $pallet_count } full pallet
   *[other] { $pallet_count } full pallets
} and { $quantity } over; { $full_quantity } would fill the last one
reason-stock-short = { $item }: { $quantity } short on { $on }
reason-stock-covers = { $item }: stock covers it, { $quantity } free
reason-supply-covers = { $item }: { $reference } covers it on { $on }
reason-frees-stock = { $item }: { $quantity } become free from { $from_on }
reason-under-way = { $item }: { $quantity } of { $reference } are under way for { $on } and cannot be taken back
reason-overtime-cost = { $work_center }: { $hours } h overtime on { $on }
reason-second-delivery = Freight for another delivery
reason-transfer-freight = { $item }: freight for { $quantity } between sites
reason-site-freight = Delivery from { $site } costs more
reason-site-freight-saving = Delivery from { $site } costs less
reason-express-freight = { $item }: express for { $quantity }
reason-split-freight = { $item }: freight for a second delivery of { $reference }
reason-other-way-cost = { $item }, { $way }: { $quantity } cost more
reason-other-way-saving = { $item }, { $way }: { $quantity } cost less
reason-purchase-fee = { $item }: the supplier keeps a part for { $quantity }
reason-stock-cost = Holding more stock
reason-late-cost = Delay
reason-frees-hours = { $work_center }: { $hours } h become free
reason-help-plan-more = It would be on time with { $quantity } more of { $item } planned for { $on }: there is room for it
reason-help-unfreeze = It would be on time if the frozen days at { $site } could be used
reason-help-more-hours = With { $hours } h more on { $work_center } on { $on } it would be on time
reason-help-sooner-supply = { $item }: if { $reference } came { $days ->
    [one] { $days } day
   *[other] { $days } days
} sooner, on { $on }, it would be on time
reason-help-more-material = With { $quantity } more of { $item } in stock today it would be on time
reason-rule-one-delivery = One delivery only: { $quantity } of { $item } would be there on { $on } and wait for the rest
reason-rule-least-part = { $item }: no delivery of less than { $quantity }, so smaller parts wait
reason-rule-too-late = { $item } would be there on { $possible_on }; after { $last_on } it is too late, so it is not promised
reason-rule-together = The order leaves on one day: { $item } ({ $reference }) is there on { $on }
reason-rule-together-open = The order leaves on one day, and the plan has no { $item } for { $reference }
