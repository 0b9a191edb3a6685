"""Writes what follows from the declarations and from the SDK: `make generate`, or `python -m tools NAME...`."""

MEND = "run `make generate`, and look at what it changed with `git diff`"
"""What a test says of a file that is not what its generator writes."""
