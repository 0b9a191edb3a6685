"""The version of this package, said here and nowhere else: the build reads it, users see it."""

__version__ = "0.1.0"
