### Urgent orders: the list, one with its clock, the runbooks.
urgent-stage-receipt = Received and confirmed
urgent-stage-feasibility = Can we make it
urgent-stage-scheduling = Schedule it
urgent-stage-material = Material complete
urgent-stage-making = Make it
urgent-stage-packing = Pack it
urgent-stage-delivery = Deliver it
urgent-left-receipt = Left to confirm it
urgent-left-feasibility = Left to say whether we can make it
urgent-left-scheduling = Left to schedule it
urgent-left-material = Left to see to its material
urgent-left-making = Left to make it
urgent-left-packing = Left to pack it
urgent-left-delivery = Left to deliver it
urgent-finish-receipt = Confirm it
urgent-finish-feasibility = We can make it
urgent-finish-scheduling = It is scheduled
urgent-finish-material = The material is there
urgent-finish-making = It is made
urgent-finish-packing = It is packed
urgent-finish-delivery = It is delivered
urgent-decide = Decide how to schedule it
urgent-kind-new-order = New orders
urgent-kind-more = More of an order
urgent-kind-sooner = Sooner
urgent-role-rep = a rep of the customer
urgent-role-supervisor = a supervisor of the plant
urgent-role-executive = an executive
urgent-role-planner = a planner of the plant
urgent-role-buyer = a buyer of the plant
urgent-role-logistics = logistics
urgent-role-steward = a data steward
urgent-role-admin = an admin
urgent-you = You
urgent-nobody = Nobody
urgent-by-fact = Said by the facts
urgent-order = Urgent order { $number }, { $customer }
urgent-loading = Fetching the urgent orders
urgent-failed = The urgent orders did not load
urgent-none = Nothing is urgent
urgent-none-more = A change that a rep marks as urgent stands here with its clock.
urgent-none-running = No urgent order runs now.
urgent-running =
    { $count ->
        [one] { $count } is running
       *[other] { $count } are running
    }
urgent-ended = Ended in the last 14 days
urgent-wall = For a wall
urgent-wall-close = Close
urgent-order-by = Which comes first
urgent-by-deadline = By the next deadline
urgent-by-delivery = By delivery
urgent-by = by { $time }
urgent-due = Due { $time }
urgent-due-then = Due { $time }, then { $name } is called
urgent-was-due = Was due { $time }
urgent-was-called = Was due { $time }, { $name } was called
urgent-received = Received { $time }
urgent-deliver-by = to be delivered by { $time }
urgent-turn = { $stage } · { $name } · { $done } of { $count }
urgent-said = { $name }: { $note }
urgent-used = { $used } of { $whole }
urgent-wanted = Wanted { $day }.
urgent-response = taken on after { $span }
urgent-stages =
    { $count ->
        [one] { $count } stage, one owner
       *[other] { $count } stages, one owner each
    }
urgent-delivered = Delivered { $time }
urgent-stopped-withdrawn = Withdrawn { $time }
urgent-stopped-rejected = Rejected { $time }
urgent-stopped-not-urgent = No longer urgent since { $time }
urgent-step-started = { $stage }: { $other } has it
urgent-step-done = { $stage }: done, { $name }
urgent-step-handed-over = { $stage }: { $name } handed it to { $other }
urgent-step-reminded = { $stage }: { $other } was reminded
urgent-step-escalated = { $stage }: late, { $other } was called
urgent-step-stopped = The clock was stopped
urgent-word = A word with it
urgent-hand-over = Hand it over
urgent-hand-over-now = Hand it over now
urgent-to-order = See its clock
urgent-wall-more =
    { $count ->
        [one] And { $count } more runs
       *[other] And { $count } more run
    }
urgent-begins-last = Once all before it are over
urgent-begins-at-once = At once
urgent-begins-after = After { $stages }
urgent-which = Which stage this is about
wall-loading = Fetching the screens
wall-failed = The screens did not load
wall-more = A screen on a wall signs in by itself with a link and shows the urgent orders of one site. It can read these and nothing else.
wall-none = No screen is signed in.
wall-new = Sign a screen in
wall-name = What the screen is called
wall-site = Whose urgent orders it shows
wall-make = Make the link
wall-wish = Say what the screen is called
wall-link = Open this link on the screen by { $time }. It works once and is not shown again.
wall-waits = Waits for its link to be opened by { $time }
wall-seen = Last seen { $time }
wall-made = Made by { $name }, { $time }
wall-end = End it
wall-end-of = End { $name }
wall-ended = “{ $name }” is let in no more
wall-signed-out = This screen is not signed in. A planner makes a new link for it.
wall-silent = There is no network. The urgent orders come by themselves as soon as there is one.
wall-no-script = This page needs JavaScript.
