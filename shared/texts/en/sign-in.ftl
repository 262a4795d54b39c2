### The sign-in screen.
sign-in-title = Sign in
sign-in-promise = Sales and production, one step at a time.
sign-in-email = E-mail
sign-in-password = Password
sign-in-go = Sign in
sign-in-asking = Signing in
sign-in-not-you = Not you?
sign-in-language = Language
sign-in-email-missing = Enter your e-mail
sign-in-password-missing = Enter your password
sign-in-wrong = That e-mail and password do not match. Check both and try again.
sign-in-no-answer = Lockstep's server does not answer. What you saved on this device is kept. Try again when there is a network.
