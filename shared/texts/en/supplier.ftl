### Suppliers: their own page by link, and the company's view of them.
supplier-title = Your answer
supplier-loading = Fetching what is asked
supplier-no-answer = No answer from the server. Check the network and try again
supplier-again = Try again
supplier-answer-all = Please answer every line
supplier-thanks = Thank you. Your answer has arrived
supplier-confirm = Confirm
supplier-can = We can
supplier-accept = Accept the cancellation
supplier-change = Other quantity or date
supplier-decline = Decline
supplier-confirm-all = Confirm all lines
supplier-quantity = Quantity
supplier-day = Date
supplier-price = Price
supplier-add-part = Add a part delivery
supplier-remove-part = Remove this part
supplier-note = Note (optional)
supplier-send = Send the answer
supplier-sending = Sending
suppliers-loading = Fetching the suppliers
suppliers-failed = The suppliers did not load
suppliers-none = No supplier delivers to your sites
suppliers-on-time = On time
suppliers-in-full = In full
suppliers-answered = Answered in time
suppliers-of = { $ratio }, { $good } of { $count }
suppliers-no-figures = nothing counted yet
suppliers-counted = Counted over the last 365 days, against what was asked first
suppliers-open-lines = { $count ->
    [0] Nothing on order
    [one] { $count } line on order
   *[other] { $count } lines on order
}
suppliers-waiting = { $count ->
    [one] { $count } answer awaited
   *[other] { $count } answers awaited
}
suppliers-overdue = { $count ->
    [one] { $count } answer overdue
   *[other] { $count } answers overdue
}
suppliers-requests = Asked and answered
suppliers-no-requests = Nothing has been asked yet
suppliers-kind-quotation = Quotation { $reference }
suppliers-kind-order = Order { $reference }
suppliers-kind-change = Change of order { $reference }
suppliers-kind-cancellation = Cancellation of order { $reference }
suppliers-kind-forecast = Forecast { $reference }
suppliers-status-sent = Waiting until { $time }
suppliers-status-late = Overdue since { $time }
suppliers-status-answered = Answered { $time }
suppliers-status-replaced = Replaced by a newer request
suppliers-asked-by = { $time }, { $name }
suppliers-asked-itself = { $time }, after a decision
suppliers-opened = { $count ->
    [0] Link not opened yet
    [one] Link opened once
   *[other] Link opened { $count } times
}
suppliers-new-link = New link
suppliers-end-link = End the link
suppliers-link-copy = Copy this link. It is shown only now, and earlier ones no longer work.
suppliers-link-ended = The link no longer works
suppliers-orders = Open orders
suppliers-order = Order { $reference }, { $site }
suppliers-ask-confirm = Ask to confirm
suppliers-share = Share the forecast
suppliers-ask-quotation = Ask for a quotation
suppliers-item = Item
suppliers-site = Site
suppliers-send = Ask
suppliers-asked = The supplier is being asked
suppliers-fill = Enter a quantity and a date
supplier-no-script = This page needs JavaScript. You can also answer the mail itself.
supplier-expected = { $amount } of it expected, not ordered yet
suppliers-written-to = Where we write to
suppliers-address = E-mail address
suppliers-language = Language of the mails
suppliers-address-save = Keep
suppliers-address-kept = Kept. Mails go there from now on.
suppliers-address-none = No address is known, so nothing is sent to this supplier.
suppliers-address-closed = Mail to this address came back. Nothing is sent there until it is mended or another one is kept.
suppliers-mail-off = No mail server is set, so nothing is sent.
