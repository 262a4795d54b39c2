### One alert: whose it is, what happened to it, what one can do about it.
charge-raised = Raised { $time }
charge-open = Open what it is about
charge-nobody = Nobody owns it yet.
charge-yours = Yours since { $time }, { $name }.
charge-owner = { $name } owns it since { $time }.
charge-silent = Silent until { $time }.
charge-cleared = Its cause is gone since { $time }.
charge-take = Take it over
charge-snooze-hours =
    { $count ->
        [one] Silent for { $count } hour
       *[other] Silent for { $count } hours
    }
charge-snooze-morning = Silent until tomorrow, 8:00
charge-snooze-own = Take it over to silence it.
charge-note-title = What was done
charge-note = What was done about it
charge-note-save = Write it down
charge-hand-on = Hand it on
charge-to = To whom
charge-word = A word with it
charge-hand-on-now = Hand it on now
charge-history = What happened
charge-itself = Lockstep
charge-step-raised = Raised
charge-step-told = { $other } was told
charge-step-acknowledged = { $name } has seen it
charge-step-taken = { $name } took it over
charge-step-snoozed = { $name } silenced it until { $time }
charge-step-escalated = { $name } handed it to { $other }
charge-step-noted = { $name } wrote
charge-step-cleared = The cause is gone
