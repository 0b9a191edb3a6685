"""The package's version: also in the user agent of every request."""

__version__ = "0.1.0"
