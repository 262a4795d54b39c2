### The production floor: reports, their sheets, and what was reported.
floor-loading = Fetching the floor
floor-failed = The floor did not load
floor-none = No work centre here
floor-none-more = None of your sites has work centres. Ask an admin for your site.
floor-hours = { $hours } h today
floor-hours-of = { $hours } h today instead of { $usual } h
floor-planned = { $share } % planned
floor-more-lines = { $count ->
    [one] Show { $count } more line
   *[other] Show { $count } more lines
}
floor-no-lines = Nothing planned up to { $day }
floor-down-until = Down until { $time }: { $cause }
floor-down-open = Down until further notice, planned as down until { $time }: { $cause }
floor-down-from = Down from { $from } to { $time }: { $cause }
floor-down-from-open = Down from { $from } until further notice: { $cause }
floor-orders = Production orders of the ERP
floor-history = What was reported
floor-history-none = Nothing has been reported yet
floor-rest = { $rest } of { $planned } to come
floor-made = { $good } good, { $scrapped } scrap
floor-made-good = { $good } good
floor-due = for { $day }
floor-state-late = Late
floor-state-started = Under way
floor-state-waiting = Planned
floor-state-done = Done
floor-do-output = Output
floor-do-downtime = Machine down
floor-do-end = Runs again
floor-do-hours = Hours
floor-do-reverse = Correct
floor-only-supervisors = Supervisors report here. You see what they reported.
floor-good = Good
floor-scrap = Scrap
floor-all = All { $amount }
floor-is-done = Finished: no more of it will come
floor-save-output = Report { $good } good, { $scrapped } scrap
floor-clear = Clear
floor-erase = Delete last digit
floor-comma = Decimal point
floor-cause = Why?
floor-cause-breakdown = Breakdown
floor-cause-maintenance = Maintenance
floor-cause-no-material = No material
floor-cause-no-staff = No staff
floor-cause-quality = Quality
floor-cause-power = Power
floor-cause-other = Other
floor-from = Since when?
floor-now = Now
floor-minutes-ago = { $minutes } min ago
floor-until = Until when?
floor-until-open = Until further notice
floor-in-hours = { $hours } h
floor-until-midnight = End of today
floor-other-time = Another time
floor-machines = Machines down, of { $count }
floor-save-downtime = Report down
floor-end-question = Runs again now?
floor-save-end = Runs again
floor-hours-a-day = Hours a day
floor-efficiency = Efficiency, %
floor-first-day = From
floor-last-day = To
floor-save-hours = Report hours
floor-reverse-question = Take this report back?
floor-reverse-more = It stays on record, and all that it did is undone. Report the right figure afterwards.
floor-note = Note
floor-save-reverse = Take it back
floor-saved = Saved on this device
floor-waiting =
    { $count ->
        [one] { $count } report waits on this device
       *[other] { $count } reports wait on this device
    }
floor-needs =
    { $count ->
        [one] { $count } report came back
       *[other] { $count } reports came back
    }
floor-said-output = { $good } good, { $scrapped } scrap
floor-said-downtime = Down
floor-said-end = Runs again
floor-said-hours = Other hours
floor-said-reverse = Taken back
floor-row-output = { $item }: { $good } good, { $scrapped } scrap
floor-row-output-done = { $item }: { $good } good, { $scrapped } scrap, finished
floor-row-downtime = { $center } down from { $from } to { $until }: { $cause }
floor-row-downtime-open = { $center } down from { $from } until further notice: { $cause }
floor-row-hours = { $center }: { $hours } h a day, { $from } to { $until }
floor-row-efficiency = { $center }: { $share } % efficiency, { $from } to { $until }
floor-row-by = { $name }, { $time }
floor-row-moved =
    { $count ->
        [one] { $count } line of the plan has moved because of it
       *[other] { $count } lines of the plan have moved because of it
    }
floor-row-returned =
    { $count ->
        [0] none has come back
        [one] { $count } has come back
       *[other] { $count } have come back
    }
floor-unplaced = No day of the plan has room for these. Overtime, another work centre or a later promise would help
floor-unplaced-lot = { $amount } { $item } ({ $reference }, { $day })
floor-unplaced-more =
    { $count ->
        [one] and { $count } lot more
       *[other] and { $count } lots more
    }
floor-row-reversed = Taken back by { $name }, { $time }
error-report-known = This report is here already. Nothing was done twice
error-report-period = The end comes before the beginning, or the days are too far away. Correct the time
error-too-many-machines = This work centre has { $machines } machines. Enter no more than that
error-hours-impossible = Enter hours between 0 and { $most }, or an efficiency; not both
error-nothing-reported = Enter what was good or scrap, or say that it is finished
error-output-unknown = The plan has no such line any more, or the order is closed. Look at the list again
error-output-day = { $on } cannot be. It was made today, { $today }, or in the last three months
error-downtime-ended = Its end is known already. Take the report back if it is wrong
error-already-reversed = Somebody has taken this report back already. Nothing was changed
error-stock-used = Lot { $lot } no longer has { $quantity } { $unit }. Correct the stock in the ERP first
