### Logging a change in four taps, and its answer.
log-title = Log a change
log-tap = Tap { $number } of 4
log-which-customer = Which customer?
log-last-customers = Last three
log-all-customers = All customers
log-no-customer = No customer of yours matches “{ $typed }”
log-no-customers-yet = Your customers are not on this phone yet. They come with the first connection.
log-which-line = Which line changes?
log-no-open-lines = { $customer } has no open line. Add a new one.
log-new-line = New line
log-new-line-small = new line
log-which-item = Which item?
log-search-item = Name or code of the item
log-no-item = No item matches “{ $typed }”
log-no-items-yet = Items are not on this phone yet. They come with the first connection.
log-order = Order { $reference }
log-order-line = Order { $reference }, line { $line }
log-packed = Packed by { $count } { $unit }
log-line-moving = A change is on the move
log-line-moving-by = { $some } on the move
log-line-promised-late = Promised { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
log-line-overdue = { $count ->
    [one] { $count } day overdue
   *[other] { $count } days overdue
}
log-quantity = Quantity
log-ordered = { $some } ordered
log-fewer = { $count } fewer
log-more = { $count } more
log-type-quantity = { $some }. Type another quantity
log-date-wanted = Date wanted
log-week-sooner = 1 week sooner
log-week-later = 1 week later
log-pick-date = Pick a date
log-date-past = That day has gone by
log-urgent = Urgent
log-cancel-line = Cancel line
log-below-zero = Less than nothing cannot be ordered
log-fault-below-zero = Less than nothing cannot be ordered
log-fault-below-minimum = Ordered from { $minimum } on
log-fault-too-many-decimals = This item is counted in fewer decimals
log-fault-pack-multiple = Packed by { $pack }. Nearest: { $low } or { $high }
log-fault-pack-multiple-high = Packed by { $pack }. Nearest: { $high }
log-as-of = as of { $time }
log-estimate-head = Estimate, not a promise
log-estimate-as-it-stands = As it stands
log-estimate-as-ordered = { $some } for { $day }
log-estimate-free = { $some } more free by that day.
log-estimate-on-time = { $all_with_unit } by { $day }
log-estimate-partly = { $some } by { $day }, all { $all } by { $later }
log-estimate-partly-open = { $some } by { $day }, the rest is not in sight
log-estimate-late = All { $all_with_unit } by { $later }
log-estimate-none = Not in sight with the stock and supply known here
log-estimate-released = { $some } become free
log-estimate-short = { $some } short on the day
log-estimate-kept = On time
log-estimate-together = Leaves with the rest of its order. This phone does not know when that is there: it may be later
log-estimate-life = This customer asks for longer life of what comes. This phone does not know the lots: it may be less or later
log-estimate-rounded = Rounded up to { $some }: the customer takes full layers or pallets
log-estimate-old = These figures are older than a day. Treat the date as a guess
log-estimate-no-data = No stock figures for this item on this phone. Saved changes are answered after sending.
log-frozen = Frozen at { $site }. From { $day }, or ask the planner
log-why = Why? Your tap saves it.
log-why-asleep = First the quantity or the date, then why.
log-another-reason = Another reason
log-fewer-reasons = Fewer reasons
log-note = Note
log-note-added = Added
log-confidence = How sure is it?
log-confidence-3 = Hope
log-confidence-6 = Likely
log-confidence-9 = Firm
log-phone-full = The phone is full. This change is not saved. Free some space, then save again
log-not-saved = This change is not saved. Try again; what you entered is kept
log-saved = Saved on this phone
log-saved-more = It sends itself when there is a network. You can close the app or switch the phone off.
log-sent = Sent
log-sent-more = Lockstep is working out the effect. The answer appears here and in Today.
log-refused = This was not taken
log-conflict = Somebody else changed this too
log-settle = See what to do
log-reason = Why
log-as-before = { $day }, as before
log-summary-estimate = Estimate as of { $time }
log-summary-on-time = { $some } on time
log-summary-partly = { $some } on time, { $rest } by { $day }
log-next-sent = Next: sent
log-next-assessed = Next: assessed
log-next-proposed = Next: proposed
log-next-decided = Next: decided
log-next-plan = Next: in the plan
log-another-for = Another change for { $customer }
log-to-today = To Today
log-logged-in = { $count ->
    [one] Logged in { $count } second
   *[other] Logged in { $count } seconds
}
log-undo = Undo
log-taken-back = Taken back. Nothing was sent
log-withdrawn = Withdrawn
log-not-here = This change is not on this phone any more. Look under Changes.
log-effect-cancel = Cancelled
log-effect-urgent = Urgent
log-effect-none = No difference
log-effect-weeks-later = { $count ->
    [one] { $count } week later
   *[other] { $count } weeks later
}
log-effect-weeks-sooner = { $count ->
    [one] { $count } week sooner
   *[other] { $count } weeks sooner
}
log-effect-to = to { $day }
log-answered = The answer is here
log-answered-in = Answered in { $count } s
log-answer-first = { $some } on { $day }
log-answer-more = { $some } more on { $day }
log-answer-joint = {", "}
log-answer-none = Nothing can be delivered as it stands
log-answer-cancel-title = Cancelled as asked
log-answer-about = { $item }, { $before } to { $after }
log-answer-kept = On time, in full
log-answer-released = Nobody loses. The stock becomes free
log-answer-late = { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
log-answer-short = { $some } miss the date wanted
log-answer-short-late = { $some } miss the date wanted, by { $count ->
    [one] { $count } day
   *[other] { $count } days
}
log-answer-slips = { $count ->
    [one] { $count } order of somebody else would slip
   *[other] { $count } orders of others would slip
}
log-column-estimate = Estimate { $time }
log-column-firm = Firm { $time }
log-row-on = On { $day }
log-row-all = All { $all }
log-row-open = not in sight
log-why-not-sooner = Why not sooner
log-why-so = Why
log-where-it-stands = Where it stands
log-tell-customer = Tell the customer
log-copied = Copied. Paste it into a message
log-correct = Correct
log-withdraw = Withdraw
log-estimate-promised = { $some } on time for { $day }
log-estimate-promised-late = { $some } promised for { $day }, { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
log-comparison = The estimate beside the firm answer
log-answer-shipped = { $some } of it are shipped already
log-answer-after-wanted = In full, { $count ->
    [one] { $count } day
   *[other] { $count } days
} after the date wanted, as promised
log-note-photo = Photo, note
log-photos = Photos
log-photo-take = Take a photo
log-photo-choose = Choose one
log-photo-working = Making the photo smaller
log-photo-added = Photo kept on this phone
log-photo-unreadable = This file is no picture that the phone can read. Choose another
log-photo-full = The phone is full. The photo is not kept. Free some space, then take it again
log-photo-number = Photo { $number }
log-photo-remove = Remove photo { $number }
log-photos-here =
    { $count ->
        [one] { $count } photo, still on this phone
       *[other] { $count } photos, still on this phone
    }
log-photos-sent =
    { $count ->
        [one] { $count } photo, sent
       *[other] { $count } photos, sent
    }
