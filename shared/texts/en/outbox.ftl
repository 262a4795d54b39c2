### What this device has not sent yet, what came back, what was sent.
outbox-title = Outbox
outbox-safe = Nothing here is lost if the phone is switched off.
outbox-needs-you = Needs you ({ $count })
outbox-needs-count = { $count } need you
outbox-waiting = Waiting ({ $count })
outbox-send-now = Send now
outbox-sent = Sent in the last day ({ $count })
outbox-saved-at = { $what }. Saved { $time }
outbox-sent-at = { $what }. Sent { $time }
outbox-sent-now = { $what }. Sent { $time }, now { $state }
outbox-deferred = Waits until you settle the one before it
outbox-more = What can be done
outbox-discard = Discard
outbox-look = Look
outbox-export = Save unsent work as a file
outbox-bring-back = Bring work back from a file
outbox-brought-back = { $count ->
    [0] Everything in this file is here already.
    [one] { $count } change from the file is back.
   *[other] { $count } changes from the file are back.
}
outbox-foreign-file = This file holds somebody else's work, or is no file of unsent work. Nothing was taken in
outbox-unreadable-file = This file cannot be read. Choose the one whose name begins with lockstep-unsent
outbox-photos = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
outbox-photo-here = Photo still on this phone
outbox-all-arrived = Everything has arrived
outbox-all-arrived-more = { $count ->
    [one] { $count } change sent in the last day, at { $time }. Nothing waits for you.
   *[other] { $count } changes sent in the last day, the last at { $time }. Nothing waits for you.
}
outbox-nothing-yet = Nothing was logged on this device in the last day.
outbox-see-them = See what became of them
outbox-kind-request-demand-change = A change
outbox-kind-amend-demand-change = A corrected change
outbox-kind-withdraw-demand-change = A withdrawal
outbox-kind-decide-proposal = A decision
outbox-kind-record-inquiry = An inquiry
outbox-kind-hold-quotation = A hold
outbox-kind-release-quotation = A hold given back
outbox-kind-order-quotation = A held quantity ordered
outbox-kind-report-downtime = Machine down
outbox-kind-end-downtime = Machine runs again
outbox-kind-report-hours = Other hours
outbox-kind-report-output = Output
outbox-kind-reverse-report = A report taken back
outbox-decided-approve = Approved
outbox-decided-amend = Approved, amended
outbox-decided-reject = Rejected
outbox-decided-send-back = Sent back
outbox-withdrawn = Withdrawn
outbox-conflict = Two people changed this
outbox-conflict-quantity = Two people changed the quantity
outbox-conflict-due-on = Two people changed the date
outbox-refused-plan-has-moved = The plan has moved since you decided
outbox-refused = Refused
outbox-refused-frozen-zone = Refused: inside the frozen zone
outbox-refused-not-found = Refused: not in your area any more
outbox-refused-demand-line-closed = Refused: the line is closed
outbox-refused-already-decided = Somebody decided before you
outbox-refused-too-large = Too large to send
outbox-refused-not-understood = The server could not read this
outbox-refused-unknown = The server gave no reason. Make a new change, or save it as a file for the help desk.
outbox-which-quantity = Which quantity should it be?
outbox-which-due-on = Which date should it be?
outbox-yours = Yours
outbox-yours-note = { $time }, on this phone
outbox-somebody = Somebody else
outbox-theirs-note = On the server now
outbox-before = Before both
outbox-before-note = As it was
outbox-keep = Keep { $value }
outbox-choose-one = Choose one
outbox-decide-later = Decide later
outbox-changed-nothing = It changed nothing.
outbox-new-change = Make a new change
outbox-look-again = Look again
outbox-let-go = Let it go
outbox-which-is-cancellation = Should the line be cancelled?
outbox-which-is-urgent = Is it urgent?
outbox-which-reason = Which reason holds?
outbox-which-confidence = How sure is it?
outbox-which-note = Which note should stay?
outbox-field-quantity = Quantity
outbox-field-due-on = Date wanted
outbox-field-is-cancellation = Cancelled
outbox-field-is-urgent = Urgent
outbox-field-reason = Reason
outbox-field-confidence = Confidence
outbox-field-note = Note
outbox-merged = Merged without asking
outbox-merged-mine = { $field }, changed by you
outbox-merged-theirs = { $field }, changed by somebody else
outbox-yes = Yes
outbox-no = No
outbox-nothing = None
outbox-about = { $about }.
