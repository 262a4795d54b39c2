### Decisions: the inbox, and one proposal with everything that a decision needs.
decisions-title =
    { $count ->
        [one] { $count } decision waits for you
       *[other] { $count } decisions wait for you
    }
decisions-loading = Fetching the open proposals
decisions-loading-one = Fetching the proposal and its impact
decisions-failed = The decisions did not load
decisions-failed-one = This decision did not load
decisions-none = Nothing waits for you
decisions-none-more = Every change at your sites is decided. A new one appears here by itself.
decisions-to-plan = See the plan
decisions-order = Order of the list
decisions-soonest = Soonest first
decisions-biggest = Biggest effect
decisions-in = in { $span }
decisions-over = { $span } over
decisions-tomorrow = tomorrow, { $day }
decisions-ways =
    { $count ->
        [one] { $count } way out
       *[other] { $count } ways out
    }
decisions-short = { $amount } short without action
decisions-late =
    { $count ->
        [one] { $count } day late without action
       *[other] { $count } days late without action
    }
decisions-slips =
    { $count ->
        [one] { $count } other order slips
       *[other] { $count } other orders slip
    }
decisions-carried = Stock and plan carry it
decisions-best = { $way }, { $cost }, { $losers }
decisions-loses =
    { $count ->
        [one] { $count } order loses
       *[other] { $count } orders lose
    }
decisions-nobody-loses = nobody loses
decisions-wish-on = { $wish } on { $day }
decisions-until-time = to decide, until { $time }
decisions-plan-moved = The plan has moved since this was worked out.
decisions-plan-moved-more = The figures are of revision { $seen }, now it is { $current }. Your decision is checked against the plan as it is.
decisions-status-approved = Approved { $letter }
decisions-status-amended = Approved { $letter }, amended
decisions-status-rejected = Rejected
decisions-status-sent-back = Sent back
decisions-status-withdrawn = Withdrawn
decisions-amended = { $after }. The way out had: { $before }
decisions-decide = Decide
decisions-why = Why
decisions-stock = Free stock by day, { $unit }
decisions-before = before
decisions-after = after
decisions-with = with { $letter }
decisions-with-option = with option { $letter }
decisions-forecast-out = with the forecast out
decisions-as-before = as before
decisions-no-action = no action
decisions-short-on = { $quantity } short on { $day }
decisions-chart-short = Free stock of { $item } by day. Without action { $amount } are short on { $day }.
decisions-chart-kept = Free stock of { $item } by day. It carries the change on { $day }.
decisions-chart-with = With option { $letter }, { $amount } on { $day }.
decisions-load = Load, { $from_on } to { $to_on }
decisions-load-on = Load on { $day }
decisions-of-hours = of the hours available
decisions-load-said = { $name }: { $before } % before, { $after } % after.
decisions-without-action = { $share } without action
decisions-material = Material, lowest point
decisions-material-name = Material
decisions-above-safety = above safety stock
decisions-supply = Next supply
decisions-enough = enough
decisions-none-coming = nothing ordered
decisions-until = until { $reference }, { $day }
decisions-slip-list =
    { $count ->
        [one] { $count } other order would slip
       *[other] { $count } other orders would slip
    }
decisions-slip =
    { $days ->
        [0] { $customer }, { $amount }
        [one] { $customer }, { $amount }, { $days } day
       *[other] { $customer }, { $amount }, { $days } days
    }
decisions-slip-open = { $customer }, { $amount }, no date
decisions-slip-order = order { $reference }, promised { $day }
decisions-ways-out = Ways out
decisions-recommended = recommended
decisions-gets = { $customer } gets
decisions-who-loses = Who loses
decisions-who-gains = Who gains
decisions-gain = { $customer }: { $amount }, { $from } → { $to }
decisions-gain-new = { $customer }: { $amount }, now { $to }
decisions-gain-sooner =
    { $days ->
        [one] { $customer }: { $amount } could come { $days } day sooner, { $to } instead of { $from }
       *[other] { $customer }: { $amount } could come { $days } days sooner, { $to } instead of { $from }
    }
decisions-highest-load = Highest load
decisions-cost = Extra cost
decisions-margin = Margin kept
decisions-fence = Fences
decisions-was-score = before: { $score }
decisions-was-cost = before: { $cost }
decisions-score = Score
decisions-weights = reliability { $reliability } %, cost { $cost } %, speed { $speed } %
decisions-who-agrees = Who has to agree
decisions-nothing = nothing
decisions-nobody = Nobody
decisions-on = { $quantity } on { $day }
decisions-and-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
decisions-no-load = no work centre
decisions-no-way = No way out has been worked out yet.
decisions-if-approved = If you approve { $letter }
decisions-plan-becomes = The plan becomes revision { $revision }
decisions-suppliers-asked =
    { $count ->
        [one] The supplier of order { $orders } is asked after half a minute
       *[other] The suppliers of orders { $orders } are asked after half a minute
    }
decisions-told = { $name } is told after half a minute
decisions-see-board = See it on the plan board
decisions-several = Choose several
decisions-several-stop = Stop choosing
decisions-several-reason = Why not
decisions-several-approve =
    { $count ->
        [0] Approve as suggested
        [one] Approve { $count } as suggested
       *[other] Approve { $count } as suggested
    }
decisions-earlier = The plan has moved since you decided.
decisions-earlier-seen = You saw revision { $seen }, now it is { $current }. Nothing has been carried out.
decisions-earlier-move = { $person } decided about { $item } for { $customer }
decisions-earlier-revised = { $person } changed the plan. { $note }
decisions-earlier-then = When you decided
decisions-earlier-now = Now
decisions-earlier-because = Because
decisions-earlier-revision = revision { $number }, { $time }
decisions-earlier-same = the same
decisions-earlier-gone = This way out is no longer there. Choose another one.
decisions-earlier-still-first = { $letter } is still first
decisions-earlier-other-first = { $letter } is first now
decisions-earlier-more-hours = { $work_center } has { $hours } h more to do
decisions-earlier-fewer-hours = { $work_center } has { $hours } h less to do
decisions-undo = Undo
decisions-just-proposal = { $count ->
    [one] You have decided a change.
   *[other] You have decided { $count } changes.
    }
decisions-just-adoption = You have decided about a scenario.
decisions-just-allocation = You have decided who gets what.
decisions-just-replenishment = You have decided about a replenishment.
decisions-undo-left = { $count } s
decisions-undo-more = Nothing of it has left the house yet. You can still undo it.
decisions-undone = Undone. Everything stands as before, and nobody outside has heard of it.
decisions-more = Show { $count } more
