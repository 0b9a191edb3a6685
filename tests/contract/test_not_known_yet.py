"""A value that is not known yet: the preview says what may come of it, and nothing that is not certain."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest

from contract.host_process import UNKNOWN, Failed
from contract.whole_life import Life
from in_process import World


@pytest.fixture
def life() -> Life:
    made = Life(World())
    assert made.up(), made.failures
    made.program = copy.deepcopy(made.program)
    return made


def previewed(life: Life, **changed: Any) -> str:
    before, engine = len(life.world.said.text()), life.engine
    checked, failures = engine.check({**life.program, **changed}, life.inputs)
    assert not failures
    engine.diff(life.id, life.outs, checked, life.inputs)
    return life.world.said.text()[before:]


def test_a_mount_whose_address_is_not_known_yet_is_not_said_to_be_detached(life: Life) -> None:
    home, *others = life.program["sharedStorages"]
    said = previewed(life, sharedStorages=[{**home, "mountTargetDomain": UNKNOWN}, *others])
    assert (
        "shared_storages[/home].mount_target_domain is not known yet; should it change: a mount cannot be changed"
        in said
    )
    assert "shared_storages[/home].mount_target_domain: a mount" not in said


def test_a_value_that_counts_only_at_the_creation_is_not_said_to_have_changed(life: Life) -> None:
    assert "used only at the creation" not in previewed(life, tags={"team": UNKNOWN})


def test_what_goes_unless_it_is_meant_by_a_name_that_is_not_known_yet_is_named(life: Life) -> None:
    comp, _ = life.program["queues"]
    one = {"queueName": UNKNOWN}
    assert "queues: a name is not known yet; comp and big will be removed, unless it is one of them" in previewed(
        life, queues=[one]
    )
    assert "queues: a name is not known yet; big will be removed, unless it is one of them" in previewed(
        life, queues=[one, comp]
    )
    assert "will be removed" not in previewed(life, queues=[*life.program["queues"], one])


def test_a_list_that_is_not_known_yet_names_what_may_go(life: Life) -> None:
    assert "queues is not known yet; of comp and big will be removed what is not in it" in previewed(
        life, queues=UNKNOWN
    )


def test_a_protected_cluster_that_may_be_replaced_is_refused_in_the_preview(life: Life) -> None:
    life.outs, life.inputs = protected(life.outs), protected(life.inputs)
    changed = {"deletionProtection": True, "clusterVswitchId": UNKNOWN}
    with pytest.raises(Failed) as refused:
        previewed(life, **changed)
    assert f"cluster_vswitch_id is not known yet; should it change, cluster {life.id} is rep" in refused.value.message
    assert "Set deletion_protection=False, and `pulumi up` replaces it" in refused.value.message
    assert "Where the value will be as it is: pulumi up --skip-preview" in refused.value.message
    said = previewed(life, **{**changed, "deletionProtection": False})
    assert "loses its deletion protection and is deleted" in said


def test_what_goes_with_its_network_is_told_and_refused_as_that(life: Life) -> None:
    """Nothing is checked before such a diff, and what the program says now is not in it."""
    news = {**life.inputs, "clusterVswitchId": UNKNOWN}
    life.engine.diff(life.id, life.outs, news, life.inputs, proposed=False)
    said = f"what cluster_vswitch_id names is deleted or replaced: cluster {life.id} is deleted before it, and made"
    assert said in life.world.said.text()
    with pytest.raises(Failed) as refused:
        life.engine.diff(life.id, protected(life.outs), protected(news), protected(life.inputs), proposed=False)
    assert f"and cluster {life.id} before it, but the cluster has deletion protection" in refused.value.message
    assert "run `pulumi up` without that change first, or take it back" in refused.value.message


def protected(bag: Mapping[str, Any]) -> dict[str, Any]:
    return {**bag, "deletionProtection": True}
