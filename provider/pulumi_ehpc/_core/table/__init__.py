"""What a row is: one field of the API, as a declaration says it. Knows no other room."""
