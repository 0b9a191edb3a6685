"""The render farm of the stack's configuration."""

import farm

farm.declare()
