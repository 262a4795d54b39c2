### Refusals of the programs' door: tokens, repeated requests, exports, webhooks.
error-token-refused = This token is not known, has expired or was revoked. Make a new one in the settings.
error-token-read-only = This token only reads. Use one that may write.
error-not-by-token = Only a person who is signed in does this, not a program with a token.
error-too-many-tokens = You have { $limit } tokens already. Revoke those that nobody uses.
error-idempotency-key-reused = This Idempotency-Key was used for something else. Send a new one.
error-page-cursor-unreadable = This is not a page of this list. Begin again without the cursor.
error-export-too-large = A workbook takes { $limit } rows, these are more. Narrow the filter, or take CSV.
error-webhook-url-refused = This address cannot be called: { $reason }. Use https on port 443 at a public address, or open the network on the server.
error-unknown-event = There is no event { $event }. Choose from: { $known }.
error-too-many-webhooks = There are { $limit } endpoints already. Remove one that nobody needs.
