### Alerts as one sentence. `days` chooses the form; days, quantities and figures come written.
alert-order-slips =
    { $days ->
        [0] { $customer }: { $quantity } { $item } not in full on { $promised_on }
        [one] { $customer }: { $quantity } { $item } slips by { $days } day, promised { $promised_on }
       *[other] { $customer }: { $quantity } { $item } slips by { $days } days, promised { $promised_on }
    }
alert-stock-short = { $item } at { $site }: { $quantity } short on { $on }
alert-kpi-crossed = { $site }: { $kpi } is beyond its threshold
alert-proposal-overdue = { $customer }, { $item }: the decision is overdue
alert-agreement-overdue = { $name } at { $site }: the decision is overdue
alert-order-gains = { $customer }: { $quantity } { $item } is kept for { $possible_on }, what was short is shared out
alert-order-returns = { $customer }: { $quantity } { $item } comes sooner again, on { $possible_on }
alert-supply-overdue =
    { $days ->
        [one] { $supplier }: { $quantity } { $item } { $days } day overdue, order { $reference }
       *[other] { $supplier }: { $quantity } { $item } { $days } days overdue, order { $reference }
    }
alert-rule-stock =
    { $several ->
        [no] { $rule }: { $item } at { $site }, { $quantity } in stock
       *[yes] { $rule }: { $count } items at { $site }, the worst { $item } with { $quantity }
    }
alert-rule-kpi = { $rule }: { $kpi } at { $site }
alert-rule-promise =
    { $several ->
        [no] { $rule }: { $customer }, order { $order }, { $days ->
            [one] { $days } day late
           *[other] { $days } days late
        }
       *[yes] { $rule }: { $count } orders, the worst of { $customer }, { $days ->
            [one] { $days } day late
           *[other] { $days } days late
        }
    }
alert-rule-capacity =
    { $several ->
        [no] { $rule }: { $work_center } at { $site }, { $percent } % of its hours are asked for
       *[yes] { $rule }: { $count } work centers at { $site }, the fullest { $work_center } at { $percent } %
    }
alert-rule-forecast =
    { $several ->
        [no] { $rule }: { $item } at { $site }, { $quantity } ordered against { $forecast_quantity } forecast
       *[yes] { $rule }: { $count } items at { $site }, the worst { $item } with { $quantity } ordered against { $forecast_quantity } forecast
    }
alert-rule-promotion =
    { $about ->
        [season] { $rule }: { $item } at { $site }, the season begins with { $quantity } too little, to be there by { $on }
       *[promotion] { $rule }: { $name }, { $item } at { $site } runs short from { $on }, { $quantity } missing
    }
alert-rule-decision =
    { $several ->
        [no] { $rule }: { $customer }, { $item } waits for a decision
       *[yes] { $rule }: { $count } decisions wait at { $site }, first { $customer }, { $item }
    }
alert-rule-delivery =
    { $several ->
        [no] { $rule }: { $supplier }, { $item }, order { $reference }, due { $due_on }
       *[yes] { $rule }: { $count } deliveries to { $site }, first { $supplier }, { $item }, due { $due_on }
    }
alert-rule-production =
    { $several ->
        [no] { $rule }: { $item }, production order { $reference }, due { $due_on }
       *[yes] { $rule }: { $count } production orders at { $site }, first { $item }, due { $due_on }
    }
alert-mail-returned = { $name }: mail to { $address } came back. Nothing more is sent there until somebody mends it
alert-supply-declined = { $supplier } cannot deliver as asked: { $item }, order { $reference }
alert-urgent-stage =
    { $stage ->
        [receipt] Urgent order { $number }, { $customer }: confirm it
        [feasibility] Urgent order { $number }, { $customer }: can we make it
        [scheduling] Urgent order { $number }, { $customer }: schedule it
        [material] Urgent order { $number }, { $customer }: see to its material
        [making] Urgent order { $number }, { $customer }: make it
        [packing] Urgent order { $number }, { $customer }: pack it
       *[delivery] Urgent order { $number }, { $customer }: deliver it
    }
alert-promotion-short = { $name }: { $item } at { $site } runs short from { $on }, { $quantity } missing
alert-season-short = { $item } at { $site }: the season begins with { $quantity } too little, to be there by { $on }
alert-season-surplus = { $item } at { $site }: { $quantity } will be left when it ends on { $on }
alert-supply-ends =
    { $item } at { $site }: supply ends on { $end_on }. Of { $needed_quantity } needed after that { $quantity } will be missing from { $on }; order by { $due_on }, lead time { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
