"""E-mail: to suppliers, buyers, customers and staff over one SMTP server; takes bounces back in."""
