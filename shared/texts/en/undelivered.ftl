undelivered-loading = Looking for what was not delivered
undelivered-failed = What was not delivered did not load
undelivered-none = Everything was delivered
undelivered-none-more = { $count ->
    [0] Nothing waits either.
    [one] { $count } message waits its turn.
   *[other] { $count } messages wait their turn.
    }
undelivered-more = Each of these was tried until there was no hope left. Mend the cause, then try it again.
undelivered-kind-mail = E-mail
undelivered-kind-push = Message to a device
undelivered-kind-webhook = Webhook
undelivered-kind-inside = Work inside Lockstep
undelivered-tries = { $count ->
    [one] { $count } try, given up { $time }
   *[other] { $count } tries, given up { $time }
    }
undelivered-again = Try again
undelivered-again-what = Try again: { $what }
undelivered-again-done = It is tried again now.
