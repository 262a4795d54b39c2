### Imports: what is wrong with a cell, a row or a file, and what to do; and what the terminal says.
intake-missing = Enter { $column }; it cannot be empty
intake-too-long = This is longer than { $length } signs. Shorten it
intake-unreadable-sign = There is a sign in it that cannot be read. Type it again
intake-wrong-email = This is no e-mail address. Write it like name@example.com
intake-wrong-letters = Write exactly { $count } Latin letters
intake-wrong-time-zone = This time zone is not known. Write it like Europe/Riga
intake-not-in-list = Use one of these: { $choices }
intake-wrong-flag = Write yes or no
intake-wrong-date = This is no day. Write it like 2026-12-31 or 31.12.2026
intake-no-such-day = There is no such day in the calendar
intake-date-out-of-range = Choose a day from { $earliest } to { $latest }
intake-wrong-time = This is no time of day. Write it like 14:30
intake-wrong-number = This is no number. Write it like 1234.5 or 1234,5
intake-ambiguous-number = This comma may part thousands or decimals. Write 1234 or 1.234 instead
intake-not-whole = Write a whole number
intake-too-many-decimals = At most { $places } decimal places are possible here. Shorten the number
intake-alternate-of-other = This other way belongs to { $item } at { $site }. Name one of this item at this site
intake-negative = Write a number that is not below 0
intake-not-positive = Write a number above 0
intake-too-large = This number is too large. Check its unit
intake-out-of-range = Write a number from { $low } to { $high }
intake-duplicate-key = Line { $first_line } has the same key. Remove one of the two
intake-unknown-reference = There is no { $entity } by this code. Add it, or correct the code
intake-depends-on-bad = The { $entity } that it belongs to was left out, so this row was left out too
intake-cyclic-bill-of-material = This would make an item part of itself. Remove one line of the circle
intake-overlapping-days = These days overlap those of line { $other_line } for the same component. Let them follow each other
intake-source-site = A source site belongs to transfer, and only to transfer
intake-same-site = A site cannot bring an item from itself
intake-maximum-below-lot = The largest lot has to hold the smallest: at least the lot minimum, up to the multiple
intake-yield-of-nothing = Some of what is begun has to be good: more than 0, at most 1
intake-yield-of-bought = What is bought is ordered as it is needed. Leave the yield empty, or put the loss on the line of the bill of material
intake-before-start = This day lies before the one that it follows. Correct one of the two
intake-shipped-too-much = More has left than was wanted, and the line is still open. Correct the quantity or the status
intake-unknown-column = The format has no such column. It has { $columns }
intake-column-twice = This column stands here twice. Remove one
intake-missing-column = The column { $column } is missing. Add it
intake-entity-twice = This table comes a second time. Keep one of the two
intake-unknown-table = There is no table called { $table }. The templates show the names
intake-unknown-kind = This kind of file is not read. Use CSV, ZIP or XLSX
intake-empty-file = There is nothing in it. Write the names of the columns into the first line
intake-empty-folder = There are no tables in it. Add CSV files named like the templates
intake-encoding-doubt = Its letters cannot be told for certain. Save it as "CSV UTF-8" and try again
intake-encoding-broken = It is not { $encoding } throughout. Save it as "CSV UTF-8" and try again
intake-broken-quotes = The quotation marks do not match near line { $line }. Close or double them
intake-archive-broken = This archive is damaged. Make it again
intake-archive-locked = This archive has a password. Make it without one
intake-archive-too-many = There are more than { $count } files in it. Keep the tables only
intake-archive-too-large = It unpacks to more than { $mebibytes } MiB, or to far more than it should. Send CSV files, one by one
intake-workbook-broken = This workbook is damaged. Save it again as XLSX
intake-workbook-unsafe = This workbook holds a document type, which no table needs. Save it again as XLSX
intake-out-of-memory = It needs more memory than an import may have. Save the tables as CSV and try again
intake-stopped = The import was stopped before its end. Nothing was changed; start it again
intake-over-demo = The demo company is loaded, and two companies in one would be neither. Begin anew with `lockstep reset`, then import
intake-line = { $file }, line { $line }, { $column }: { $value } – { $what }
intake-line-of-file = { $file }: { $what }
intake-more = And { $count } more
intake-added =
    { $count ->
        [one] { $count } row added
       *[other] { $count } rows added
    }
intake-changed =
    { $count ->
        [one] { $count } row changed
       *[other] { $count } rows changed
    }
intake-left-out =
    { $count ->
        [one] { $count } row left out
       *[other] { $count } rows left out
    }
intake-nothing-new = Nothing new: everything was here already
intake-templates-written = The templates are in { $folder }
intake-promotion-empty = Name at least one item or one family
intake-price-twice = Give a price or a discount, not both
intake-other-currency = Deals are kept in { $own }. Convert this one, or leave its currency out
intake-order-of-other = This order is one of { $customer }. Correct the order or the customer
intake-paid-too-much = More is paid than the amount. Correct one of the two
intake-payment-day = What is paid needs the day of the last payment, and a day needs something paid
intake-unknown-word = There is nothing of this name here. Correct it or bring it along
