"""The cluster: CreateCluster and its sister calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._core.resource import Resource, Statuses
from .._core.table.calls import Call, Look, ResourceCalls, id_in, need
from .._core.table.rows import ShortListError, all_rows, rows_of, total_of
from ..errors import GONE, ODD, ServiceError
from ..inputs import EhpcClusterArgs, EhpcClusterOutputs
from .operation_log import OPERATION_LOG, never_ran, why

FORBIDDEN, _NOT_FOUND = 403, 404
_ID = r"ehpc-[A-Za-z0-9_-]{1,64}"
"""What every documented and observed id of a cluster looks like."""
_BY_IDS, _PAGE = 20, 100
"""One call tells of so many by their ids (more are not known to be taken), or of so many whatever they are."""


def _create(call: Call, parameters: Mapping[str, Any]) -> str:
    return id_in(call("CreateCluster", parameters), "ClusterId", "CreateCluster", _ID)


def _read(call: Call, id_: str) -> Look | None:
    try:
        answer = call("GetCluster", {"ClusterId": id_})
        if answer.get("ClusterId", id_) != id_:
            raise ServiceError("GetCluster", ODD, f"it is about another cluster than {id_} that was asked for")
        if not answer.keys() & {"ClusterId", "ClusterStatus", "ClusterName"}:
            raise ServiceError("GetCluster", ODD, "it tells nothing of a cluster")
        return answer
    except ServiceError as error:
        if _says_gone(error) or (knows_no_such_id(error) and not _is_listed(call, id_)):
            return None
        raise


def _says_gone(error: ServiceError) -> bool:
    """Whether E-HPC says it, and nobody between here and there."""
    return error.code == GONE and error.status == _NOT_FOUND and bool(error.request_id)


def knows_no_such_id(error: ServiceError) -> bool:
    """Whether that may be how E-HPC says it: its code for a missing cluster is observed, not documented."""
    says_no = error.is_refusal and error.status in (0, 400, _NOT_FOUND)
    return error.code == GONE or (says_no and not error.code.startswith("Throttling"))


def _is_listed(call: Call, id_: str) -> bool:
    """In doubt it is: one that is there is never taken for gone. Raises ServiceError where the list fails."""
    try:
        return id_ in _rows(call, [id_])
    except ServiceError as error:
        if error.status != FORBIDDEN:
            raise
        return True


def _rows(call: Call, ids: Sequence[str] = ()) -> dict[str, Look]:
    """ListClusters: these clusters, or every one of the account in the region. Pages hold 10 to 100."""
    batches = [ids[first : first + _BY_IDS] for first in range(0, len(ids), _BY_IDS)]

    def page(action: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        answer = call(action, parameters)
        if ids and total_of(answer, action) > _PAGE * (1 + len(batches)):
            raise _TooManyError
        return answer

    if len(batches) != 1:
        try:
            return _by_id(all_rows(page, "ListClusters", {}, "Clusters", size=_PAGE))
        except ShortListError as short:
            if not ids:
                short.rows = _by_id(short.rows)
                raise
        except _TooManyError:
            pass
    answers = [call("ListClusters", {"ClusterIds": list(some), "PageSize": max(10, len(some))}) for some in batches]
    return _by_id(row for answer in answers for row in rows_of(answer, "Clusters", "ListClusters"))


def _by_id(rows: Iterable[Look]) -> dict[str, Look]:
    return {_id_of(row): row for row in rows}


class _TooManyError(Exception):
    """An account has so many clusters that those which are wanted are found faster by their ids."""


def _id_of(row: Look) -> str:
    """A row that does not say which it is may be anybody's: an unfinished creation too, beside which none is made."""
    id_ = str(need(row, "ClusterId", "ListClusters"))
    if not re.fullmatch(r"[\w.:-]+", id_, re.ASCII):
        raise ServiceError("ListClusters", ODD, "in its answer ClusterId is no id")
    return id_


CLUSTER = Resource(
    "cluster",
    EhpcClusterArgs,
    EhpcClusterOutputs,
    ResourceCalls(
        create=_create,
        read=_read,
        update=lambda call, id_, settings: call("UpdateCluster", {"ClusterId": id_, **settings}),
        delete=lambda call, id_: call("DeleteCluster", {"ClusterId": id_}),
        why=why,
        never_ran=never_ran,
        rows=_rows,
    ),
    # GetCluster's ClusterStatus. Its page once spelt one of them "raleasing".
    Statuses(
        running=frozenset({"running"}),
        has_run=frozenset({"running", "stopping", "stopped"}),
        failed=frozenset({"exception"}),
        going=frozenset({"releasing", "raleasing"}),
        deletable=frozenset({"running", "exception", "stopped"}),
        under_way=frozenset({"uninit", "creating", "initing", "pending", "running"}),
        # "Pending configuration" (the SDK's text of ListClusters).
        owners_turn={"pending": "configure your side of it, as a Hybrid or Custom cluster needs"},
    ),
    marked=True,
    log=OPERATION_LOG,
)
