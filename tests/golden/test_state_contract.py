"""State files outlive releases: what stands in them is frozen here, letter by letter."""

from __future__ import annotations

import base64
import pickle
import pickletools

from contract.host_process import PROVIDER
from pulumi_ehpc import EhpcCluster, EhpcClusterArgs
from pulumi_ehpc._core.logic import state
from pulumi_ehpc._core.table.fields import fields_of, outputs_of
from pulumi_ehpc.cluster import EhpcClusterProvider
from pulumi_ehpc.inputs import EhpcClusterOutputs

FROZEN_KEYS = {
    "region",
    "clusterVpcId",
    "clusterVswitchId",
    "clusterName",
    "clusterDescription",
    "clusterCategory",
    "clusterMode",
    "securityGroupId",
    "isEnterpriseSecurityGroup",
    "clientVersion",
    "maxCount",
    "maxCoreCount",
    "deletionProtection",
    "growInterval",
    "idleInterval",
    "enableScaleOut",
    "enableScaleIn",
    "monitorSpec",
    "schedulerSpec",
    "clusterCustomConfiguration",
    "resourceGroupId",
    "manager",
    "additionalPackages",
    "addons",
    "sharedStorages",
    "queues",
    "clusterCredentials",
    "tags",
    "clusterStatus",
    "createTime",
    "modifyTime",
    "ehpcVersion",
}


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
    keys = (state.SET, state.FINISHED, state.EVER_RUNNING, state.REGION, state.ACCOUNT, state.ENDPOINT)
    assert keys == ("__set", "__finished", "__everRunning", "__region", "__account", "__endpoint")


def test_no_key_of_a_state_is_renamed_or_lost() -> None:
    inputs = {row.state for row in fields_of(EhpcClusterArgs)}
    outputs = {row.state for row in outputs_of(EhpcClusterOutputs)}
    assert inputs | outputs >= FROZEN_KEYS
