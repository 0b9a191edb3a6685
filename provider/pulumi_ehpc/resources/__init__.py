"""What each resource is: its inputs and outputs, the calls that make, read, change and delete it, its states."""

from .cluster import CLUSTER
from .queue import QUEUE
from .user import USER

__all__ = ["CLUSTER", "QUEUE", "RESOURCES", "USER"]

RESOURCES = (CLUSTER, QUEUE, USER)
"""All that this package offers; generators, golden tests and commands go through them."""
