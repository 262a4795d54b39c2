### What-ifs: the plan copied, changed on paper, compared, and adopted through approval.
what-if-loading = Fetching the what-ifs
what-if-failed = The what-ifs did not load
what-if-one-loading = Fetching the plans
what-if-one-failed = The what-if did not load
what-if-none = Nothing tried yet
what-if-none-more = Copy the present plan and change something on the copy. The plan itself moves only when a scenario is approved.
what-if-none-shared = What a planner has tried and shares with you stands here.
what-if-name = What do you want to know?
what-if-site = Whose plan
what-if-copy = Copy the plan
what-if-made = The plan is copied. Open it and add a scenario
what-if-anew = Plan everything anew
what-if-anew-working = The plan is being made anew. You may leave this page: it will stand in this list
what-if-anew-name = Planned anew, { $day }
what-if-anew-scenario = Everything anew
what-if-anew-made = The plan made anew stands beside the plan today. Open it and compare
what-if-anew-more = Makes, buys and moves everything anew that is neither frozen, firm nor under way, and shows what would change. What is on order at suppliers comes sooner or later, is cut or cancelled with it. Nothing moves before a scenario is approved.
what-if-whole-anew = The whole plan made anew
what-if-not-real = Not the real plan
what-if-revision = Revision { $number }
what-if-copied = copied from revision { $number }, { $time }
what-if-moved = The plan is at revision { $number } by now; this copy is older. It can be compared, not adopted.
what-if-copy-again = Copy it again
what-if-scenarios = { $count ->
    [one] { $count } scenario
   *[other] { $count } scenarios
}
what-if-shared = Shared
what-if-share = Share
what-if-share-stop = Stop sharing
what-if-share-more = Whoever sees { $site } and plans, decides or steers can open
what-if-archive = Archive
what-if-take-out = Take out of the archive
what-if-archived = Archived
what-if-add-name = Name of another scenario
what-if-add = Another scenario
what-if-add-like = Start from “{ $name }”
what-if-compare = Plans side by side
what-if-ranked = Ranked by your weights
what-if-today = Plan today
what-if-today-more = nothing changed
what-if-edit-count = { $count ->
    [0] planned anew, nothing changed
    [one] { $count } change
   *[other] { $count } changes
}
what-if-row-score = Score
what-if-row-otif = On time, in full
what-if-row-fill = Quantity on time
what-if-row-late = Late lines
what-if-row-risk = Open demand at risk
what-if-row-worst = { $work_center }, fullest week
what-if-row-load = { $work_center }, load by week
what-if-row-load-more = The stroke is 100 %
what-if-row-stock = Average stock
what-if-row-cost = Extra cost
what-if-row-margin = Margin on time
what-if-row-loses = Who loses
what-if-row-start = Can start
what-if-load-of = Load of { $work_center } by week: { $weeks }
what-if-nobody = Nobody
what-if-losers = { $count ->
    [one] { $count } customer, none of class 1
   *[other] { $count } customers, none of class 1
}
what-if-losers-first = { $count ->
    [one] { $count } customer, of class 1: { $first }
   *[other] { $count } customers, of class 1: { $first }
}
what-if-only-assumed = Nothing to decide
what-if-caution-frozen = Touches frozen days
what-if-caution-overtime-limit = More hours than a day may have
what-if-caution-supplier = Supplier not confirmed
what-if-money = What the money buys
what-if-money-more = On time in full, % of lines, against extra cost
what-if-money-point = { $name }: { $share } for { $cost }
what-if-weights = What matters how much
what-if-weight-reliability = Reliability
what-if-weight-speed = Speed
what-if-weight-cost = Cost
what-if-rank = Rank by these weights
what-if-stays = “{ $name }” stays first while reliability weighs between { $low } and { $high }.
what-if-adopting = { $count ->
    [0] There is nothing to decide in this scenario yet.
    [one] Adopting it asks a supervisor to decide { $count } adjustment. The plan moves only then.
   *[other] Adopting it asks a supervisor to decide { $count } adjustments. The plan moves only then.
}
what-if-adopt = Adopt “{ $name }”
what-if-adoption-asked = Asked for: see the decision
what-if-adopted = Adopted: see the decision
what-if-edits = { $count ->
    [one] { $count } change makes up “{ $name }”
   *[other] { $count } changes make up “{ $name }”
}
what-if-no-edits = Nothing is changed yet: this is the plan today with its own answer to what is late. Choose below what should be otherwise.
what-if-would = What the plan would do
what-if-would-counts = { $kind }: { $count }
what-if-would-kind-make-more = make
what-if-would-kind-make-less = make less or not at all
what-if-would-kind-move = move
what-if-would-kind-buy = buy
what-if-would-kind-transfer = bring from another site
what-if-would-kind-overtime = overtime
what-if-would-kind-other = other
what-if-by = { $name }, { $time }
what-if-everything = Everything ordered
what-if-assumed = assumed
what-if-remove = Take back
what-if-put-away = Put this scenario away
what-if-from = from { $day }
what-if-until = until { $day }
what-if-hours-a-day = { $hours } h a day
what-if-price-by = price { $percent }
what-if-down = down
what-if-open = open
what-if-shut = shut
what-if-cancelled = cancelled
what-if-change = Change something
what-if-kind = What should be otherwise
what-if-kind-demand = More or less demand
what-if-kind-demand-line = One order line
what-if-kind-new-demand = A new order
what-if-kind-purchase = A purchase
what-if-kind-plan-line = A planned lot
what-if-kind-capacity = Hours of a work centre
what-if-kind-calendar = A day open or shut
what-if-kind-promotion = A promotion
what-if-kind-price = Prices
what-if-kind-plan-anew = The whole plan anew
what-if-field-item = Item
what-if-field-family = Family
what-if-field-customer = Customer
what-if-field-line = Order line
what-if-field-purchase = Purchase
what-if-field-lot = Lot
what-if-field-work-center = Work centre
what-if-field-quantity = New quantity (0 cancels)
what-if-field-day = Day
what-if-field-from = From
what-if-field-to = To
what-if-field-percent = Percent more (−100 cancels)
what-if-field-discount = Percent off the price
what-if-field-hours = Hours a day, more or less (−24: down)
what-if-field-weekday = Only on
what-if-field-open = The day is
what-if-apply = Work it out
what-if-waits = Adopt “{ $name }”
adoption-loading = Fetching the scenario
adoption-failed = The scenario did not load
adoption-asked = { $name } asks; decide by { $time }
adoption-moved = The plan is at revision { $number } by now, so this cannot be approved. Send it back to be worked out anew.
adoption-does = { $count ->
    [one] If approved, { $count } adjustment
   *[other] If approved, { $count } adjustments
}
adoption-assumes = Assumed, and not decided here
adoption-compare = Compare with the other scenarios
adoption-approve = Approve
adoption-approve-sure = Approve: the plan becomes revision { $number }
adoption-state-approved = Approved by { $name }, { $time }
adoption-state-rejected = Rejected by { $name }, { $time }
adoption-state-sent-back = Sent back by { $name }, { $time }
adoption-waiting = Scenarios to be adopted
adoption-row = { $what_if } · { $site } · { $name }
