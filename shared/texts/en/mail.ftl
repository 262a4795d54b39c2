### What mails say, and the page that ends them.
mail-test-subject = A test from Lockstep
mail-test-body = This is a test. Mails from Lockstep reach you.
mail-end-title = End these mails
mail-end-ask = Do you want no more mails of this kind? Orders and requests that need you still come.
mail-end-yes = Send me no more of these
mail-end-done = Done. No more mails of this kind will be sent to you.
