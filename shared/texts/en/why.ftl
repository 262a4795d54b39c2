### Why an order line is when it is.
why-loading = Tracing the line
why-failed = The line could not be traced
why-ask = Why?
why-wanted = { $amount } for { $day }
why-promised = { $amount } wanted for { $day }, promised for { $promised }
why-as-promised = As promised
why-reasons = Why
why-would-help = What would bring it on its day
why-chain = What it lives on
why-uncovered = { $amount } have no supply yet
why-kind-stock = from stock
why-kind-plan-line = plan line { $reference }
why-kind-production-order = production order { $reference }
why-kind-purchase = purchase { $reference }
why-supply = { $supply }, there on { $day }
why-binds = {" "}· this one binds
why-slack = { $count ->
    [0] No day to spare
    [one] { $count } day to spare
   *[other] { $count } days to spare
}
why-too-late = { $count ->
    [one] { $count } day too late
   *[other] { $count } days too late
}
why-touched = Lives on the same ({ $count })
why-nobody = No other order lives on these supplies.
why-somebody = An order of another territory
