### Settings.
settings-loading = Fetching the settings
settings-failed = The settings did not load
settings-language = Language
settings-theme = Light
settings-theme-device = As the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-push = Messages to this device
settings-wakes-me = What wakes me
settings-push-proposal-waits = A decision waits
settings-push-more-proposal-waits = As soon as a proposal at one of my sites needs an answer
settings-push-change-decided = What I asked for is decided
settings-push-more-change-decided = A change, a what-if or an allocation: approved, amended, rejected or sent back
settings-push-large-approval = A large approval
settings-push-more-large-approval = When a decision moves more money than the company's limit
settings-push-kpi-crossed = A KPI crosses its threshold
settings-push-more-kpi-crossed = When it falls beyond, and when it is back
settings-push-alert-raised = An alert
settings-push-more-alert-raised = An order slips, stock runs short, a delivery is overdue
settings-push-details = Names and figures on the lock screen
settings-push-more-details = Customer, item and quantity; without it only what kind of thing happened
settings-test-push = Send a test message
settings-test-sent =
    { $count ->
        [0] No device of yours receives messages yet
        [one] Sent to { $count } device
       *[other] Sent to { $count } devices
    }
settings-devices = Devices
settings-this-device = This device
settings-last-seen = Last seen { $time }
settings-sign-out-device = Sign out
settings-tokens = Tokens for programs
settings-tokens-more = A program with a token asks in your name and may do what you may. Give each program its own.
settings-token-name = What it is for
settings-token-may = What it may do
settings-token-use-read = Read
settings-token-use-write = Read and write
settings-token-until = until { $day }
settings-token-used = last used { $time }
settings-token-unused = never used
settings-token-revoke = Revoke
settings-token-make = Make a token
settings-token-copy = Copy this token. It is shown only now.
settings-token-nameless = Say what the token is for.
settings-approvals = Rules of approval, and who stands in for you
settings-rules = What is watched, and whose alert it is
settings-calendars = Calendars, holidays and time zones
settings-push-urgent-stage = An urgent order of mine
settings-push-more-urgent-stage = A stage is yours, has to be done soon, or is late and you are called
settings-push-thread-moved = Mentions and what I follow
settings-push-more-thread-moved = Somebody calls you by name, or something that you follow has moved
settings-pricing = What a score weighs, and what delay, stock, express and freight cost
settings-undelivered = Messages, mails and webhooks that were given up, to be tried again
settings-mail = What was sent, what came back, and addresses that are closed
