"""One function per action, named after it: parse what is asked, ask the world, render the answer.

A public function of these modules is the action that has its name (`list_clusters`: ListClusters).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import facts
from . import addons, catalogue, clusters, creation, logs, nodes, queues, software, storages, users
from .call import Call

_NAMES = {name.lower(): name for name in facts.ACTIONS}
ACTIONS: dict[str, Callable[[Call], dict[str, Any]]] = {
    _NAMES[name.replace("_", "")]: function
    for module in (addons, catalogue, clusters, creation, logs, nodes, queues, software, storages, users)
    for name, function in vars(module).items()
    if not name.startswith("_") and name.replace("_", "") in _NAMES
}

__all__ = ["ACTIONS", "Call"]
