### The rep's first screen.
today-title = Today
today-date = { $day }, week { $week }
today-log = Log a change
today-log-for = Log a change for { $customer }
today-call = Call { $customer }
today-now = Today
today-late = Late
today-due = { $some } { $item }
today-due-and = { $count ->
    [one] { $first }, and { $count } more line
   *[other] { $first }, and { $count } more lines
}
today-lines-late = { $count ->
    [1] { $item }, { $days ->
        [one] { $days } day late
       *[other] { $days } days late
    }
   *[other] { $count } lines late, the oldest { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
}
today-line-slips = { $item } promised { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
today-more-visits = { $count ->
    [one] { $count } more customer with something due
   *[other] { $count } more customers with something due
}
today-answer-needed = Your answer is needed
today-moving = Your changes on the move
today-all = All { $count }
today-alerts = Worth a look
today-alert = Something here needs a look
today-unfinished = Unfinished: { $customer }, { $item }
today-draft-kept = Kept on this phone, { $time }
today-empty = Nothing is due this week
today-empty-more = No order of your customers is due in the next 7 days, and no change waits for you.
today-no-data = Getting your customers and orders
today-no-data-more = This takes a few seconds the first time. From then on everything here works without a network.
