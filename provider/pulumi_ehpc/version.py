"""The version of this package, said here and nowhere else: the build, users and every request's user agent read it."""

__version__ = "0.1.0"
