"""What the engine asks of a resource: check, diff, create, read, update, delete."""
