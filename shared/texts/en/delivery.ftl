### How an order line may be delivered.
delivery-how = How it may be delivered
delivery-loading = Looking up how it may be delivered
delivery-failed = How it may be delivered cannot be shown
delivery-holds = What holds
delivery-any-day = No limit on how late it may come
delivery-late = { $count ->
    [0] On the day asked for or not at all
    [one] At most { $count } day after the day asked for
   *[other] At most { $count } days after the day asked for
}
delivery-parts = May come in several deliveries
delivery-parts-from = May come in several deliveries of at least { $amount }
delivery-whole = Only in one delivery
delivery-together = { $count ->
    [one] Leaves with the whole order: { $count } open line
   *[other] Leaves with the whole order: { $count } open lines
}
delivery-apart = Each line leaves when it is there
delivery-order-together = The order leaves on one day
delivery-says-order = Said for this order
delivery-says-customer = The customer's rule
delivery-says-nobody = Nobody said otherwise
delivery-of-order = For this order
delivery-of-customer = For all orders of { $name }
delivery-no-rule = No rule
delivery-as-customer = As the customer's rule says
delivery-most-days = Most days late
delivery-in-parts = Several deliveries
delivery-least = Smallest delivery, { $unit }
delivery-least-share = Smallest delivery, % of a line
delivery-order = The lines of an order
delivery-rounds = What is ordered is rounded up to
delivery-full-layer = Full layers
delivery-full-pallet = Full pallets
delivery-rounded-layer = Rounded up to full layers
delivery-rounded-pallet = Rounded up to full pallets
delivery-not-rounded = Not rounded up to layers or pallets
delivery-life = Must last, days beyond its delivery
delivery-lasts = { $count ->
    [one] What comes lasts { $count } day beyond its delivery
   *[other] What comes lasts { $count } days beyond its delivery
}
delivery-lasts-usable = What comes need only be usable on its day
delivery-keep = Keep
delivery-kept = Kept. Promises and proposals follow it
delivery-number = Days are whole numbers; the smallest delivery is a number, a share at most 100
