"""How a user's program is read. Runs in that program and never needs the service."""
