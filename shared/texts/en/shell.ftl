### The shell: connection, ways through the product, signing out, push.
shell-navigation = Main places
shell-nav-today = Today
shell-nav-customers = Customers
shell-nav-accounts = All customers
shell-nav-log = Log change
shell-nav-outbox = Outbox
shell-nav-changes = Changes
shell-nav-decisions = Decisions
shell-nav-plan = Plan
shell-nav-stock = Stock
shell-nav-report = Report
shell-nav-allocation = Allocation
shell-nav-kpi = KPI
shell-nav-inbox = Alerts
shell-nav-import = Import
shell-nav-settings = Settings
shell-nav-more = More
shell-close = Close
shell-back = Back
shell-try-again = Try again
shell-live = Live
shell-all-sent = All sent
shell-connecting = Connecting
shell-no-network = No network,
shell-as-of = data as of { $time }
shell-no-copy = nothing on this phone yet
shell-server-silent = The server does not answer,
shell-since = since { $time }
shell-not-live = Not live since { $time }.
shell-buttons-work = Buttons still work.
shell-sending = Sending { $number } of { $total }
shell-sign-in-again = Sign in again. Your work is kept
shell-sign-in-again-unsent = { $count ->
    [one] Sign in again to send { $count } change. It is kept on this phone
   *[other] Sign in again to send { $count } changes. They are kept on this phone
}
shell-revoked = This device was signed out. What is unsent is kept here
shell-too-old = This version is too old to send. Close and open Lockstep; everything is kept
shell-full = The phone is full.
shell-full-more = Nothing new can be kept until some space is free
shell-portal = This network wants a sign-in of its own.
shell-portal-more = Open its page in the browser; your changes wait here
shell-clock-wrong = { $count ->
    [one] This phone's clock is { $count } hour wrong.
   *[other] This phone's clock is { $count } hours wrong.
}
shell-clock-wrong-more = Days are counted by the server
shell-cleared = This phone has cleared Lockstep's storage by itself. Everything is being fetched again.
shell-cleared-unsent = { $count ->
    [one] { $count } change had not been sent. Log it again.
   *[other] { $count } changes had not been sent. Log them again.
}
shell-kept-back = { $count ->
    [one] { $count } change that was kept at sign-out is back in the outbox.
   *[other] { $count } changes that were kept at sign-out are back in the outbox.
}
shell-kept-full = The phone is full. What was kept stays locked away; free some space, then open Lockstep again
shell-unsent = { $count } unsent
shell-waiting = { $count } waiting
shell-not-all-here = Lockstep is not all here yet. It goes on by itself as soon as the server answers.
shell-page-not-here = This page is not on this phone
shell-page-not-here-more = It opens when there is a network. Pages you have seen before show their last known state.
shell-last-known = Last known, { $time }
shell-sign-out = Sign out
shell-sign-out-unsent = { $count ->
    [one] { $count } change has not been sent
   *[other] { $count } changes have not been sent
}
shell-sign-out-unsent-more = Signing out removes your data from this device. Send first, keep it locked for your next sign-in here, or save a file.
shell-stay = Stay signed in and send
shell-keep-and-sign-out = Keep it here, locked, and sign out
shell-keep-no-key = The server does not answer, so there is no key to lock it with. Stay, or save a file
shell-keep-full = The phone is full. Nothing was locked away. Stay, or save a file
shell-export-and-sign-out = Save a file, then sign out
shell-sign-out-lose = { $count ->
    [one] Sign out and lose { $count } change
   *[other] Sign out and lose { $count } changes
}
shell-push = Wake this device
shell-push-waiting = Looking
shell-push-working = One moment
shell-push-on = On. A tap on a message opens exactly that.
shell-push-off = Off
shell-push-denied = The browser blocks messages from Lockstep. Allow them in the browser's settings for this site.
shell-push-not-possible = This browser cannot receive messages.
shell-push-needs-install = Add Lockstep to the home screen first, then switch it on there.
shell-push-failed = That did not reach the server. Nothing has changed; try again.
shell-no-storage = This browser does not let Lockstep keep data on this device. Leave private browsing, or use another browser.
shell-nav-what-if = What-if
shell-nav-urgent = Urgent
shell-nav-suppliers = Suppliers
shell-nav-forecast = Forecast
