### Refusals of the trade: what happened, what is safe, what to do.
error-demand-line-closed =
    { $status ->
        [cancelled] This line is cancelled already. Look at the order again
        [shipped] This line is shipped already. Look at the order again
       *[other] This line is closed already. Look at the order again
    }
error-empty-change = Nothing would be different. Change the quantity or the day
error-resulting-quantity-negative = The line has { $quantity } { $unit }. Take off no more than that
error-below-shipped = { $shipped_quantity } { $unit } have been shipped. The line cannot go below that
error-too-many-decimals = { $unit } go to { $decimals } decimals. Shorten { $quantity }
error-wrong-multiple = It comes in packs of { $multiple }. Nearest: { $lower } or { $upper } { $unit }
error-below-minimum = Order at least { $minimum } { $unit } of it
error-quantity-too-large = { $quantity } { $unit } is more than Lockstep counts. The limit is { $limit }
error-date-in-past = { $on } has gone by. Choose a day from { $today }
error-due-date-missing = Enter the day on which it is wanted
error-transition-not-allowed = This change has moved on in the meantime. Look at it again
error-already-logged = This change is here already. Nothing was done twice
error-wrong-customer = This line belongs to another customer. Choose the line again
error-wrong-item = This line is of another item. Choose the line again
error-plan-has-moved = The plan has moved since you decided. Look again
error-already-decided = Somebody has decided on this already. Nothing was changed
error-pricing-moved = Somebody else has set weights and costs in the meantime (version { $number }). They are shown now; set yours again
error-pricing-out-of-range = A weight or cost is too low or too high. Nothing was changed
error-own-proposal = You asked for this change yourself. Somebody else decides on it
error-unknown-alternative = This way out is not there any more. Look at the proposal again
error-reason-missing = Choose a reason
error-amendment-not-possible =
    { $cause ->
        [capacity_full] The plan does not carry this amendment: { $name } is full on { $on }. Choose another day or less
        [material_short] The plan does not carry this amendment: { $name } would be short on { $on }. Choose a later day or less
        [delivery_rule] The order may not be delivered like that on { $on }: its delivery rules forbid it. Choose an earlier day
        [wrong_lot] { $name } is not made or bought in this quantity. Keep to its lot sizes
        [lead_time] { $name } cannot be there before { $on }. Choose a later day
        [closed_day] Nobody ships or receives { $name } on { $on }: that day is closed. Choose an open day
        [way_not_yet] { $name } may begin only from { $on } on. Choose a later day
        [way_ended] { $name } may begin only until { $on }. Choose an earlier day
        [more_than_planned] Less than that of { $name } is planned for { $on }. Take less
       *[other] { $name } is not planned like that any more. Look at the proposal again
    }
error-nothing-amended = Nothing was amended. Change a quantity or a day, or approve as it is
error-node-unknown = This item is not planned at that site. Choose another site, or ask a planner
error-bill-of-material-loop = { $item } is a component of itself in the bill of material. Ask a steward to put it right
error-plan-line-unknown = The plan has no such line any more. Look at the board again
error-order-gone = { $reference } has begun or is finished, so it stays. Look at the proposal again
error-alternate-gone = { $item } can no longer be had that way ({ $name }). Look at the proposal again
error-more-than-planned = { $reference } holds { $planned }, { $quantity } were asked of it. Take less
error-plan-missing = This site has no plan yet. Import work centres and calendars first
error-order-moved = Order { $reference } has been changed in the meantime. Look again
error-purchase-gone = Purchase { $reference } has been received or cancelled in the meantime. Look again
error-import-unreadable = { $file } cannot be read. Save it as a workbook or as CSV and try again
error-import-refused =
    { $count ->
        [one] { $count } cell is wrong, nothing was changed. The list says what to do
       *[other] { $count } cells are wrong, nothing was changed. The list says what to do
    }
error-import-too-large = This file is larger than this page takes. Use `lockstep import` on the server
error-import-unknown = This import is not there any more
error-upload-unreadable = The file did not arrive whole. Choose it again
error-not-a-photo = Only a plain photo is taken here: a JPEG without place or camera data. Choose it again in the app
error-photo-too-large = The photo is larger than { $pixels } pixels. The app makes it smaller: choose it again there
error-push-endpoint-refused = This browser uses a push service that your company has not allowed. Ask your admin to add it
error-push-keys-refused = This browser sent keys that cannot be used. Turn messages off and on again
error-together-not-possible = With the first ones approved, { $item } for { $customer } no longer stands as shown. Decide it by itself
error-nothing-chosen = Choose at least one decision and at most { $most }
error-not-your-approval = By the rules of approval others decide on this. Ask a planner who
error-not-your-turn = Somebody else has to approve first, by the rule “{ $rule }”. You will be told when it is your turn
error-approved-already = You have approved this already. Somebody else has to as well
error-amended-alone = By the rule “{ $rule }” several approve one and the same, so nothing can be amended. Send it back with what should be different
error-rule-incomplete = Something is missing in this rule or cannot be. Check { $field }
error-approver-unknown = Somebody whom this rule names does not work here any more. Choose again
error-alert-rule-incomplete = This rule cannot be watched as it is. Look at the marked field and try again
error-owner-refused = The owner or a deputy has left, or sees no site that this rule watches. Choose somebody else
error-deputy-refused = This person cannot stand in for you. Choose somebody who decides at one of your sites
error-deputy-days = Choose days from today on, { $most_days } at most
error-nothing-to-hold = No part of { $quantity } { $unit } can be had, so nothing can be held. Note the inquiry instead
error-option-gone = This can no longer be had like that. Ask again
error-promise-has-moved = You saw { $seen_on }; it can be had only on { $possible_on } by now. Ask again
error-hold-time = The time until which to hold has gone by. Choose a later one
error-quotation-closed =
    { $status ->
        [released] This has been given back already. Ask again
        [lapsed] The time until which this was held has gone by. Ask again
        [ordered] This has been ordered already. Nothing was done twice
       *[inquired] Nothing is held for this inquiry. Ask again and hold it
    }
error-already-asked = This is on record already. Nothing was done twice
error-scenario-outdated = The plan is at revision { $present_number }, this copy at { $copied_number }. Copy the plan again, then adopt
error-nothing-to-adopt = This scenario is made of assumptions alone. Add hours, a purchase or a lot to be decided
error-what-if-closed = This is kept as it is. Make another scenario to change something
error-too-many-scenarios = There is room for { $most }. Put one away first
error-edit-incomplete = Say what it is about, how much and from when to when
error-edit-misses = The copied plan does not have this any more. Choose again
error-name-missing = Enter a name of at most { $most } signs
error-owner-only = Only the person who made this what-if shares it or puts it away
error-weights-missing = Weights go from 0 to 100, and one of them has to count
error-part-too-large = The smallest delivery cannot be more than the line: { $quantity }
error-allocation-open = This shortage waits for a decision already
error-nothing-short = There is enough for everybody by now
error-allocation-moved = Who gets what has changed since you looked. Look again
error-not-your-alert = This alert is somebody else’s. Take it over first
error-snooze-too-long = Choose a time from now to a week ahead
error-routing-refused = At least one factor has to count; costs are not below nothing, and a share is 0 to 100 %
error-line-has-site = A line that there is stays at its site
error-address-refused = No mail can be sent to this address: { $address }
error-mail-off = No mail server is set here. Who runs Lockstep can set one
error-mail-gone = This mail cannot be sent again: it has arrived, or what it said has been forgotten
error-link-unknown = This link is not known here. Open it again from the mail, whole
error-field-definition = { $field ->
    [name] Give the field a name
    [name_taken] Another field has that name
    [choices] Name at least one choice, each of them once
    [kind] A field keeps its kind. Add another field instead
   *[other] The field cannot be like that
}
error-field-value = “{ $field }” cannot hold that. Nothing was saved
error-too-many-fields = There are { $count } fields already. Remove one first
error-class-expiry = Choose a last day from today on, { $days } days ahead at most
error-class-moved = The class of { $customer } is another one by now, or was chosen by hand. Nothing was taken over. Look again
error-segment-rules = { $field ->
    [b_part] The parts of A and B lie between 0 and 100 %, and that of B is the larger one
    [service] What is owed lies between 0 and 100 %, and no class is owed more than the one before
   *[other] From A on, a class may not be better than the one before
}
error-runbook-incomplete = This runbook cannot be followed as it is. Give it a name, each stage once in its order and after stages that it has, an owner, and a reminder shorter than its time
error-stage-owner-unknown = This person does not work here any more or does not see the order. Choose somebody else
error-not-your-stage = This stage is { $owner }’s. Ask for it to be handed over, or call a supervisor
error-stage-not-running = This stage is not on now. Look again at where the order stands
error-wall-not-signed-in = This link or screen is let in no more. Ask a planner for a new link
error-supplier-link-invalid = This link does not work any more. Please ask for a new one
error-request-answered = This request has been answered. Please write to us if something is different now
error-request-outdated = What was asked has changed meanwhile. A newer mail says how it stands
error-answer-refused = { $line ->
    [0] Please answer every line once
   *[other] Line { $line } cannot be taken like this: no more than was asked, and no day that has passed
}
error-nothing-to-ask = Nothing is open with this supplier here
error-comment-taken = This comment says something else already. Write it again
error-file-refused = This file cannot be kept. Pictures, PDF that does not act, plain text and CSV can, up to 4 MB
error-too-many-files = There are { $most } files here already. Take one away first
error-nothing-to-refill = Nothing is missing by now, or no day ahead can have it
error-replenishment-moved = Stock or plan have moved since you looked. Look again
error-undo-too-late = It is too late to undo: what was decided has left the house
error-built-upon =
    { $what ->
        [plan] The plan has moved since you decided, so it cannot be undone
        [decision] Something has followed from your decision since, so it cannot be undone
        [supply] A purchase or production order has moved since you decided, so it cannot be undone
       *[order] The order has moved since you decided, so it cannot be undone
    }
error-not-your-decision = Only who has decided can undo it
error-last-day = The last day on which it may begin is before the first. Choose a later day, or none
error-last-day-of = { $name }: the last day is before the first. Choose a later day, or none
error-held-days-moved = Somebody else has set these days in the meantime. Look again
error-days-overlap = { $name } would be taken twice on a day. Let its days follow each other
error-component-left-out = { $name } would be left without any day. Keep one line of it, or set its last day
error-lot-rules-moved = Somebody else has set these lots in the meantime. Look again
error-safety-stock-moved = Another safety stock is proposed by now. Look again
error-lot-rule-range = One figure is outside what can be: from { $least } to { $most }
error-lot-rule-too-fine = Quantities of this item go to { $decimals } decimals. Shorten one
error-lot-maximum = The largest lot has to hold the smallest, up to the multiple
error-yield-of-bought = What is bought is ordered as it is needed. Let its good share be 100 %
