"""The directory that E-HPC keeps for itself below /home and /opt, and that its answers hold."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_ehpc.inputs.storage import STORAGE_CALLS


def told(mount: str, directory: str, asked: str | None) -> str:
    """The directory that a refresh takes for the live one."""

    def call(action: str, _: Any) -> dict[str, Any]:
        assert action == "ListSharedStorages"
        info = {"MountDirectory": mount, "StorageDirectory": directory}
        return {"SharedStorages": [{"FileSystemId": "0a1b", "MountInfo": [info]}]}

    (live,) = STORAGE_CALLS.live(call, "ehpc-1", [{"mountDirectory": mount, "nasDirectory": asked}])
    return str(live["StorageDirectory"])


@pytest.mark.parametrize("live", ["/ehpc-hz-1/home", "//ehpc-hz-1/home"])
def test_the_root_comes_back_as_it_was_asked_for(live: str) -> None:
    assert told("/home", live, "/") == "/"


def test_a_directory_comes_back_as_it_was_asked_for() -> None:
    assert told("/opt", "/team/ehpc-hz-1/opt", "/team") == "/team"
    assert told("/home", "/ehpc-team/ehpc-hz-1", "/ehpc-team") == "/ehpc-team"


def test_a_directory_that_differs_is_told_as_it_is() -> None:
    assert told("/home", "/other/ehpc-hz-1", "/team") == "/other/ehpc-hz-1"
    assert told("/data", "/ehpcdata", "/") == "/ehpcdata"
    assert told("/home", "/ehpc-hz-1/home", None) == "/"
    assert told("/home", "/ehpc-hz-0/home//ehpc-hz-1/home", None) == "/ehpc-hz-0/home"
