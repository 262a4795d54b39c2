### Sharing out what is short.
allocation-loading = Looking what is short
allocation-failed = What is short cannot be shown
allocation-shortages = Not enough for all
allocation-none = Nothing is short: every order line can be there when it is wanted
allocation-missing = { $amount } short from { $day } on
allocation-short = { $amount } short
allocation-lines = { $count ->
    [one] { $count } order line
   *[other] { $count } order lines
}
allocation-lots = { $count ->
    [one] { $count } lot draws on it
   *[other] { $count } lots draw on it
}
allocation-drawing = Lots that draw on it: { $count }
allocation-plan-follows = What an approval does to the plan
allocation-lot-kept = Starts as planned
allocation-made-for = For { $customer }, order { $order }
allocation-made-for-stock = For stock
allocation-draws = draws { $amount }
allocation-starts = Starts { $parts }
allocation-broken = { $count ->
    [one] { $count } promise broken
   *[other] { $count } promises broken
}
allocation-waits = Waits for a decision
allocation-waiting = To be decided
allocation-lately = Decided in the last seven days
allocation-asked-by = Asked by { $name }
allocation-asked-by-report = Asked after a report from the floor
allocation-who-gets = Who gets what
allocation-worse = Later than the plan alone would have it: { $count }
allocation-better = Sooner than the plan alone would have it: { $count }
allocation-same = The same as by the plan: { $count }
allocation-outcome-sooner = Sooner than promised
allocation-outcome-kept = Promise kept
allocation-outcome-part-later = { $count ->
    [one] A part { $count } day late
   *[other] A part { $count } days late
}
allocation-outcome-later = { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
allocation-outcome-open = Not all of it
allocation-gets = Gets { $parts }
allocation-gets-none = Gets nothing for now
allocation-promised = promised { $amount } for { $day }
allocation-class = Class { $number }
allocation-strategy = Strategy
allocation-strategy-win = Win: all of it, before everybody
allocation-strategy-gain = Gain: keeps its promise, may come sooner
allocation-strategy-redistribute = Redistribute: shares what is left
allocation-strategy-fill = Fill: its promise if it can be kept, no more
allocation-strategy-lose = Lose: gives up to the others
allocation-together = Waits with them, because the order leaves on one day
allocation-waits-until = { $order }: { $day }
allocation-by = By which strategy
allocation-by-more = For this shortage only. What a class gets is worked out at once
allocation-ask = Ask for approval
allocation-opened = It waits for a supervisor's decision
allocation-look = Look at it
allocation-decided = { $status }, { $name }, { $moment }
allocation-closed = Closed { $moment }: nothing was short any more
allocation-decide-by = to be decided by { $moment }
allocation-approve = Approve and promise anew
allocation-reject = Reject
allocation-rules = Rules of the company
allocation-rules-more = Strategies are served in their order; within one the heavier class first, equal weights share
allocation-by-class = No rule yet: what there is goes by class, the first class first
allocation-every-family = Every family
allocation-family = Family
allocation-customer-class = Class of customers
allocation-weight = weight { $number }
allocation-weight-of = Weight, 0 to 100
allocation-weight-number = The weight is a whole number from 0 to 100
allocation-keep-rule = Keep the rule
allocation-rule-kept = The rule is kept
allocation-rule-removed = The rule is removed
allocation-remove-rule = Remove the rule { $name }
