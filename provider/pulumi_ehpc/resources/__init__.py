"""What each resource is: its inputs and outputs, the calls that make, read, change and delete it, its states."""

from .cluster import CLUSTER

__all__ = ["CLUSTER", "RESOURCES"]

RESOURCES = (CLUSTER,)
"""All that this package offers; generators, golden tests and commands go through them."""
