### What a lock screen says: title at most 40 signs, body at most 110.
push-proposal-waits = Decide by { $time }: { $customer }, { $change }
push-proposal-waits-short = Decide by { $time }: { $change }
push-proposal-waits-plain = A decision waits until { $time }
push-adoption-waits = Decide by { $time }: what-if { $name }
push-allocation-waits = Decide by { $time }: share { $name }
push-replenishment-waits = Decide by { $time }: fill up { $name }
push-approved = Approved: { $change } for { $customer }
push-approved-plain = Your change was approved
push-amended = Amended: { $change } for { $customer }
push-amended-plain = Your change was approved, amended
push-rejected = Your change was refused
push-sent-back = Your change came back to you
push-asked-approved = Approved: { $name }
push-asked-rejected = Refused: { $name }
push-asked-sent-back = Sent back: { $name }
push-asked-withdrawn = No longer short: { $name }
push-asked-plain = What you asked for was decided
push-large-approval-plain = A large approval was made
push-kpi-crossed = { $kpi }: { $value }, target { $target }
push-kpi-crossed-plain = A KPI crossed its threshold
push-kpi-recovered-plain = A KPI is back within its threshold
push-alert-raised-plain = An alert was raised
push-order-slips = { $customer }: order slips by { $days }
push-orders-slip =
    { $count ->
        [one] { $count } order of yours may slip
       *[other] { $count } orders of yours may slip
    }
push-stock-short = { $item } runs short
push-stocks-short =
    { $count ->
        [one] { $count } item runs short
       *[other] { $count } items run short
    }
push-supply-overdue = { $supplier }: delivery { $days } overdue
push-supplies-overdue =
    { $count ->
        [one] { $count } delivery is overdue
       *[other] { $count } deliveries are overdue
    }
push-proposal-overdue = Decision overdue: { $customer }, { $change }
push-agreement-overdue = Decision overdue: { $name }
push-proposals-overdue =
    { $count ->
        [one] { $count } decision is overdue
       *[other] { $count } decisions are overdue
    }
push-test = Lockstep reaches this device
push-test-body = Messages from Lockstep will look like this.
push-open-to-see = Open Lockstep to see it.

push-change-to-day = { $day }
push-change-cancel = cancel
push-change-urgent = urgent
push-body-short-on = { $amount } short on { $day }.
push-body-late =
    { $days ->
        [one] { $days } day late.
       *[other] { $days } days late.
    }
push-body-carried = Stock and plan carry it.
push-body-slips =
    { $count ->
        [one] { $count } other order slips.
       *[other] { $count } other orders slip.
    }
push-body-made-late =
    { $count ->
        [one] { $count } order becomes late.
       *[other] { $count } orders become late.
    }
push-body-way = Best way out: { $way }, { $cost }.
push-body-way-free = Best way out: { $way }.
push-body-nobody-loses = Nobody loses.
push-body-all-on = All on { $day }.
push-body-first-on = { $amount } on { $day }, more later.
push-body-chose = { $name } chose: { $way }.
push-body-decided-by = Decided by { $name }.
push-body-said = { $name }: { $reason }.
push-body-about = { $customer }, { $item }.
push-body-value = Value { $value }.
push-body-missed =
    { $counted ->
        [one] { $missed } of { $counted } line missed in four weeks.
       *[other] { $missed } of { $counted } lines missed in four weeks.
    }
push-body-beyond = Beyond the threshold of { $threshold }.
push-body-back = Back within the threshold of { $threshold }.
push-body-order = { $amount } { $item }, promised { $day }.
push-body-stock = { $site }: { $amount } short on { $day }.
push-body-supply = { $amount } { $item }, order { $reference }, due { $day }.
push-body-waited = Was due at { $time }.

push-action-look = Look
push-action-see-why = See why

push-way-as-asked = as asked
push-way-make-more = make more
push-way-extra-shift = an extra shift
push-way-overtime = overtime
push-way-move-other = move another order
push-way-two-deliveries = two deliveries
push-way-later = a later date
push-way-transfer = transfer
push-way-make-less = make less
push-way-move-later = make it later
push-way-keep-stock = keep as stock
push-way-make-sooner = make it sooner
push-way-send-sooner = send it sooner
push-way-send-later = send it later
push-way-send-less = send less
push-way-buy-sooner = buy sooner
push-way-buy-more = buy more
push-way-reduce-purchase = buy less
push-way-cancel-purchase = cancel the purchase
push-way-buy-later = buy later
push-way-in-part = deliver in part
push-way-as-before = leave it as it was
push-way-other = another way
push-reason-capacity = capacity is full
push-reason-material = material is missing
push-reason-cost = it costs too much
push-reason-other-customer = another customer would lose
push-reason-frozen-zone = inside the frozen zone
push-reason-quality = quality
push-reason-needs-more-detail = more detail is needed
push-reason-other = another reason
push-owner-told = Yours: { $name }
push-owner-told-several =
    { $count ->
        [one] { $count } alert is yours
       *[other] { $count } alerts are yours
    }
push-body-where = { $where }.
push-body-asked-by = Asked for by { $name }.
push-urgent-receipt = Urgent: { $left } left to confirm it
push-urgent-feasibility = Urgent: { $left } left to check it
push-urgent-scheduling = Urgent: { $left } left to schedule it
push-urgent-material = Urgent: { $left } left for material
push-urgent-making = Urgent: { $left } left to make it
push-urgent-packing = Urgent: { $left } left to pack it
push-urgent-delivery = Urgent: { $left } left to deliver it
push-urgent-late = Urgent { $number } is late: { $stage }
push-body-until = Due { $time }.
push-body-urgent = { $amount } { $item } for { $customer }.
push-body-has-it = { $name } has it.
push-mentioned = { $name } mentioned you
push-mentioned-plain = You were mentioned
push-thread-moved = { $title }
push-thread-moved-plain = Something that you follow has moved
