### Demand changes: what they ask, what they do, where they stand.
change-wish-more = { $customer } wants { $quantity } more { $unit }
change-wish-less = { $customer } wants { $quantity } { $unit } less
change-wish-sooner = { $customer } wants it { $shift } sooner
change-wish-later = { $customer } wants it { $shift } later
change-wish-new = { $customer } wants a new line of { $amount }
change-wish-cancel = { $customer } cancels a line
change-wish-urgent = { $customer } asks for haste
change-wish-site = { $customer } to be served from { $site }
change-effect-cancel = cancelled
change-effect-sooner = { $shift } sooner
change-effect-later = { $shift } later
change-effect-urgent = urgent
change-effect-site = from { $site }
change-title = { $effect } for { $customer }
change-order = Order { $reference }
change-from-to = from { $before } to { $after }
change-line = { $item }, { $amount } on { $day }
change-line-was = { $item }, { $amount }, was { $day }
change-line-why = { $what }. { $reason }.
change-urgent = Urgent
change-by = Change by { $name }
change-loading = Fetching the change
change-loading-list = Fetching the changes
change-failed = The change did not load
change-failed-list = The changes did not load
change-none = No changes yet
change-none-more = A change that is logged on a phone appears here as soon as it is sent.
change-none-moving = Every change has arrived.
change-log = Log a change
change-which = Which changes
change-all = All { $count }
change-moving = On the move { $count }
change-assessing = Working out the effect
change-may-leave = You can leave. The answer will be in Today, and here.
change-answer-part = { $amount } on { $day }
change-answer-none = No delivery is possible within the horizon
change-answer-cancel = The line can be cancelled
change-short = { $amount } short
change-late =
    { $count ->
        [one] { $count } day late
       *[other] { $count } days late
    }
change-kept = On time
change-slips =
    { $count ->
        [one] { $count } other order would slip
       *[other] { $count } other orders would slip
    }
change-as-of = Worked out { $time }
change-chosen = Chosen: { $way }
change-promised-now = Promised: { $parts }
change-promised-later =
    { $count ->
        [one] { $count } day later than wanted
       *[other] { $count } days later than wanted
    }
change-without-action = As it stood before the decision
change-chosen-amended = Chosen and amended: { $way }
change-where-it-stands = Where it stands
change-so-far = { $span } so far
change-correct = Correct
change-to-decision = Go to the decision
change-step-on-phone = On the phone
change-step-received = Sent
change-step-assessed = Assessed
change-step-proposed = Proposed
change-step-decided = Decided
change-step-applied = In the plan
change-step-made = Made
change-step-shipped = Shipped
change-photo = Photo { $number } by { $name }
change-photo-on-phone = Photo still on the phone
