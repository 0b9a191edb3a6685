"""State files outlive releases: what stands in them is frozen here, letter by letter."""

from __future__ import annotations

import base64
import pickle
import pickletools

import pytest

from contract.host_process import PROVIDER
from pulumi_ehpc import EhpcCluster
from pulumi_ehpc._core.logic import state
from pulumi_ehpc.cluster import EhpcClusterProvider
from tools import MEND
from tools.resources import RESOURCES, Resource, name_of
from tools.state_contract import broken, declared, file_of, files, frozen

REMEDY = """
State files outlive releases: users have these paths in theirs, and an upgrade would lose their values or misread them.
Declare it again in provider/pulumi_ehpc/inputs/, as its line in tests/golden/state/{file} has it; what means something
else gets a name of its own. Edit the line by hand only where
- E-HPC changed and the value stays the same: another key, as `-> NewKey`, or answers that have it now, as `<-> Key`;
- no release has it yet: then it may go.
"""
NEW = """
{new}: not frozen yet.
No later release can rename it or change its type. If it is as it should stay: `make generate` adds a line to
tests/golden/state/{file} (unless one is broken), as `{example}`.
"""
each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=name_of)


@each_resource
def test_no_path_of_a_state_is_lost_renamed_or_given_another_meaning(resource: Resource) -> None:
    told = broken(frozen(resource), declared(resource))
    assert not told, "\n".join(["", *told, REMEDY.format(file=file_of(resource).name)])


@each_resource
def test_every_path_of_a_state_is_frozen(resource: Resource) -> None:
    file, before = file_of(resource), frozen(resource)
    new = [row for path, row in declared(resource).items() if path not in before]
    paths = ", ".join(row.path for row in new)
    assert not new, NEW.format(new=paths, file=file.name, example="  ".join(new[0]))
    assert file.read_text(encoding="utf-8") == files()[file], MEND


def test_the_provider_is_pickled_by_reference_and_never_differently() -> None:
    if pickle.DEFAULT_PROTOCOL == 4:  # 5 from Python 3.14 on; the engine compares inputs without this one
        assert PROVIDER == "gASVMgAAAAAAAACME3B1bHVtaV9laHBjLmNsdXN0ZXKUjBNFaHBjQ2x1c3RlclByb3ZpZGVylJOUKYGULg=="
    strings = [arg for op, arg, _ in pickletools.genops(base64.b64decode(PROVIDER)) if isinstance(arg, str)]
    assert strings == ["pulumi_ehpc.cluster", "EhpcClusterProvider"]


def test_the_provider_is_no_secret_and_has_no_attributes_of_its_own() -> None:
    assert EhpcClusterProvider.serialize_as_secret_always is False
    assert vars(EhpcClusterProvider()) == {}


def test_the_type_token_never_changes() -> None:
    assert EhpcCluster._resource_type_name == "dynamic/ehpc:Cluster"


def test_the_internal_keys_never_change() -> None:
    keys = (
        state.SET,
        state.FINISHED,
        state.EVER_RUNNING,
        state.REGION,
        state.ACCOUNT,
        state.ENDPOINT,
        state.ANSWERS,
        state.UNCERTAIN,
        state.UNSEEN,
        state.SECRET,
    )
    assert keys == (
        "__set",
        "__finished",
        "__everRunning",
        "__region",
        "__account",
        "__endpoint",
        "__answers",
        "__uncertain",
        "__unseen",
        "__secret",
    )
