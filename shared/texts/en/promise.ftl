### Asking what can be promised, and holding it for a customer.
promise-title = What can be promised
promise-ask = Ask
promise-ask-for = What can be promised?
promise-held = Held for customers
promise-which-customer = For which customer?
promise-which-item = Which item?
promise-asking = Asking the company
promise-firm = Firm answer
promise-known = Last known answer
promise-offline = No connection: this is what the phone knows. The firm answer follows after sending
promise-options = What can be told
promise-on = { $some } on { $day }
promise-more-on = { $some } more on { $day }
promise-open = { $some } left open
promise-in-days = { $count ->
    [0] today
    [one] in { $count } day
   *[other] in { $count } days
}
promise-needs-approval = A supervisor has to agree
promise-what-it-takes = What it takes ({ $count })
promise-none = Nothing can be had within the horizon
promise-until = Hold until
promise-at-most = at most { $time }
promise-until-today = 18:00 today
promise-until-tomorrow = Tomorrow
promise-until-days = 3 days
promise-until-week = A week
promise-hold = Hold it until { $time }
promise-ask-as-change = Ask for it as a change
promise-inquire = Only note the inquiry
promise-no-quantity = Enter how much is wanted
promise-was-held = Held until { $time }
promise-to-send = Will be held once it is sent
promise-noted = Inquiry noted, nothing is held
promise-released = Given back
promise-lapsed = The time has run out
promise-ordered = Ordered
promise-refused = Not held
promise-wanted = { $some } wanted for { $day }
promise-by = Asked by { $name }, { $time }
promise-release = Give it back
promise-order = The customer orders
promise-order-why = Why is it ordered?
promise-see-change = See the change
promise-ask-again = Ask again
promise-gone = This is not on this phone any more.
promise-last-asked = Asked lately
promise-shown-firm = as of { $time }
