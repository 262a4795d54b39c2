### What mails say, and the page that ends them.
mail-test-subject = A test from Lockstep
mail-test-body = This is a test. Mails from Lockstep reach you.
mail-end-title = End these mails
mail-end-ask = Do you want no more mails of this kind? Orders and requests that need you still come.
mail-end-yes = Send me no more of these
mail-end-done = Done. No more mails of this kind will be sent to you.
mail-quotation-asked-subject = Request for quotation { $reference }
mail-quotation-asked-body = { $company } asks { $supplier } for a price and a delivery date.
mail-purchase-ordered-subject = Please confirm purchase order { $reference }
mail-purchase-ordered-body = { $company } asks { $supplier } to confirm purchase order { $reference }, line by line.
mail-purchase-changed-subject = Change to purchase order { $reference }
mail-purchase-changed-body = { $company } has changed purchase order { $reference }. Please tell us whether { $supplier } can deliver as it now stands.
mail-purchase-cancelled-subject = Cancellation of purchase order { $reference }
mail-purchase-cancelled-body = { $company } cancels these lines of purchase order { $reference }. Please confirm.
mail-forecast-shared-subject = What we plan to buy: { $reference }
mail-forecast-shared-body = This is what { $company } plans to buy from { $supplier } over the next 13 weeks. It is no order. Please tell us how much of it you can commit to.
mail-delivery-to = Delivery to { $site }.
mail-answer-by = Please answer by { $time }.
mail-answer-here = Answer here, no account needed
mail-answer-link = The link is for you alone. It works for 30 days.
mail-note = Note: { $note }
mail-column-item = Item
mail-column-quantity = Quantity
mail-column-day = Date
mail-column-before = Until now
mail-column-expected = Of it expected, not ordered yet
mail-column-code = Item code
mail-column-unit = Unit
mail-column-answer = Answer
mail-column-order = Order
mail-before = { $amount }, { $day }
mail-part = { $amount } on { $day }
mail-outcome-confirmed = Confirmed
mail-outcome-changed = Changed
mail-outcome-declined = Declined
mail-supplier-answered-subject = { $supplier } has answered: { $reference }
mail-supplier-answered-body = { $supplier } has answered about { $reference }. Plan and promises already follow it.
mail-look = Open in Lockstep
mail-foot = Sent by Lockstep for { $company }.
mail-greeting = Hello { $name },
mail-order-confirmed-subject = Order { $order }: confirmed
mail-order-confirmed-body = Thank you for your order { $order }. This is what we will deliver, and when.
mail-date-moved-subject = Order { $order }: earlier than promised
mail-date-moved-body = Your order { $order } comes earlier than we had told you.
mail-delayed-subject = Order { $order }: later than promised
mail-delayed-body = We are sorry: part of your order { $order } comes later than promised. We tell you as soon as we know it ourselves.
mail-shipped-subject = Order { $order }: on its way
mail-shipped-body = These lines of your order { $order } have left.
mail-order-cancelled-subject = Order { $order }: cancelled
mail-order-cancelled-body = These lines of your order { $order } are cancelled.
mail-day-open = new date follows
mail-day-was = { $day } (was { $before })
mail-end-here = No more of these mails: { $link }
mail-digest-subject = { $company }: what waits for you
mail-digest-body = Good morning, { $name }. This is how things stand.
mail-digest-alerts = { $count ->
    [0] No alerts stand at your sites and customers.
    [one] { $count } alert stands at your sites and customers.
   *[other] { $count } alerts stand at your sites and customers.
}
mail-digest-decisions = { $count ->
    [0] No decision waits for you.
    [one] { $count } decision waits.
   *[other] { $count } decisions wait.
}
mail-silent-subject = Waiting for you: { $what }
mail-silent-body = Your phone was told and you have not looked since. That is why you get this mail.
mail-silent-settings = You can turn these mails off in the settings.
