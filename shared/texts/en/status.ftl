### Where a change stands; one word and one shape for each state.
status-on-phone = On this phone
status-sending = Sending
status-received = Sent
status-assessed = Assessed
status-proposed = Proposed
status-approved = Approved
status-amended = Approved, amended
status-rejected = Rejected
status-sent-back = Sent back
status-in-plan = In the plan
status-withdrawn = Withdrawn
status-step-of = { $step } of 8
