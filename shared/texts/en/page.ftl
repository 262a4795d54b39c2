### What every page may have to say: waiting, failed, empty, not live; and the pages of alerts and imports.
page-skip = Skip to the content
page-as-table = Show as table
page-day = Day
page-try-again = Try again
page-may-leave = This takes longer than usual. You can leave; nothing is lost.
page-failed-ours = Your network works, Lockstep's server does not answer as it should. Nothing you did is lost.
page-next-try = Next try by itself in 20 seconds. If you call the help desk, say { $code }.
page-not-renewed = As of { $time }. The latest could not be fetched.
page-refused-missing = There is nothing at this address
page-refused-missing-more = It was removed, or the address is mistyped. Nothing you saved is lost.
page-refused-signed-out = Sign in to see this
page-refused-signed-out-more = Nobody is signed in on this device.
page-refused-broken = This page did not come
page-refused-broken-more = Lockstep's server could not draw it. Nothing you saved is lost.
page-sign-in = Sign in
page-help-code = If you call the help desk, say { $code }.
page-no-entry = This page is not for your role
page-to-start = Go to your first page
page-seen = Seen
page-was-seen = seen
page-seen-before = Seen before
page-unseen = { $count } not seen yet
page-alerts-loading = Fetching the alerts
page-alerts-failed = The alerts did not load
page-alerts-none = Nothing is wrong
page-alerts-none-more = When an order slips, stock runs short or a delivery is overdue, it says so here.
page-import-file = A zip of CSV files, or an Excel workbook
page-import-hint = One sheet or file for each kind of thing. Nothing changes unless every row is good.
page-import-skip-bad = Leave bad rows out and take the rest
page-import-start = Check and import
page-import-sending = Sending the file
page-import-taken = The file has arrived. Its progress is below.
page-import-no-answer = The server did not answer. Nothing has changed; try again.
page-import-loading = Fetching the imports
page-import-failed = The imports did not load
page-import-none = Nothing has been imported yet
page-import-none-more = Choose a file above. Empty templates with every column described come from `lockstep import --template`.
page-import-runs = Imports
page-run-waiting = Waiting
page-run-checking = Checking
page-run-loading = Loading
page-run-done = Imported
page-run-refused = Refused, nothing changed
page-import-rows =
    { $count ->
        [one] { $done } of { $count } row
       *[other] { $done } of { $count } rows
    }
page-import-skipped =
    { $count ->
        [one] { $count } row left out
       *[other] { $count } rows left out
    }
page-import-bad =
    { $count ->
        [one] { $count } bad cell
       *[other] { $count } bad cells
    }
page-import-where = Where
page-import-value = Value
page-import-what-to-do = What to do
page-import-cell = { $file }, line { $line }, { $column }
page-import-first = The first { $count } are shown.
page-scopes =
    { $count ->
        [one] { $count } site
       *[other] { $count } sites
    }
page-owner = { $name } owns it
page-yours = yours
page-silent-until = silent until { $time }
page-history = History and what to do
