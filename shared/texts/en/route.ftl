### From which site an order is served.
route-where-from = From which site?
route-loading = Comparing the sites
route-failed = The sites cannot be compared
route-sites = Sites, the best first
route-none = No site plans this item
route-suggested = Suggested, { $score } of 100
route-score = { $score } of 100
route-cannot = Cannot deliver all of it
route-kept-back = Kept for its own customers
route-on-time = All of it on { $day }
route-late = { $count ->
    [one] All of it on { $day }, { $count } day late
   *[other] All of it on { $day }, { $count } days late
}
route-free = { $amount } free for the day
route-reserved = { $amount } kept for its own customers
route-hours = { $share } of the hours are free
route-distance = { $km } km away
route-usual = the usual site
route-here = Asked from here
route-ask = Ask from here
route-ask-from = Ask from { $site }
route-asked = It is asked from there now, and assessed anew
route-line-asked = Asked; it goes the way of every change, through a decision
route-look = Look at the change
route-promised = promised for { $day }
route-other-site = From another site
route-balance = Shops and online
route-share = { $site } keeps { $percent } % of its stock for its own customers
route-share-of = { $site }: % kept for its own customers
route-keep-share = Keep the share of { $site }
route-weights = What counts
route-factor-date = Date
route-factor-stock = Stock
route-factor-capacity = Capacity
route-factor-distance = Distance
route-factor-cost = Cost
route-cost-per-delivery = A delivery costs, { $currency }
route-cost-per-km = A kilometre costs, { $currency }
route-keep = Keep the weights
route-kept = Kept. The sites are compared anew
route-number = Weights are whole numbers from 0 to 100, costs and shares are numbers
