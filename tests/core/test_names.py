"""Three spellings of every input: the user's, the state's and the service's."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from core.programs import tables
from pulumi_ehpc._core.table.fields import LOCAL, Field, Role, fields_of, outputs_of
from pulumi_ehpc._core.table.names import python_name, state_name
from pulumi_ehpc._core.table.policy import Life
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs
from pulumi_ehpc.resources import CLUSTER

CLASSES = tables(EhpcClusterArgs)
ROWS = [pytest.param(field, id=f"{cls.__name__}.{field.python}") for cls in CLASSES for field in fields_of(cls)]


@pytest.mark.parametrize("field", ROWS)
def test_a_name_survives_the_way_into_the_state_and_back(field: Field) -> None:
    assert state_name(field.python) == field.state
    assert python_name(field.state) == field.python
    assert "_" not in field.state
    assert field.python == field.python.lower()


# What the rule does not give: ClusterV2 of pulumi_alicloud spells them so.
BY_HAND = {
    "VSwitchIds": "vswitch_ids",
    "ClusterVSwitchId": "cluster_vswitch_id",
    "NASDirectory": "nas_directory",
    "DNS": "dns",
    "EnableHT": "enable_ht",
}


@pytest.mark.parametrize("field", ROWS)
def test_an_input_has_the_services_name_in_snake_case(field: Field) -> None:
    by_rule = re.sub(r"(?<!^)(?=[A-Z])", "_", field.wire).lower()
    wanted = BY_HAND.get(field.wire, by_rule) if field.wire else field.python
    assert field.python == wanted, f"{field.wire} belongs to {wanted}: are two wire names exchanged? Else: BY_HAND here"


@pytest.mark.parametrize(
    ("python", "state"),
    [("cluster_vswitch_id", "clusterVswitchId"), ("enable_ht", "enableHt"), ("tags", "tags"), ("a_b_c", "aBC")],
)
def test_state_names_are_camel_case_without_exceptions(python: str, state: str) -> None:
    assert state_name(python) == state
    assert python_name(state) == python


@pytest.mark.parametrize("name", ["", "VpcId", "max-count", "max count", "__provider", "1st", "größe"])
def test_what_is_no_state_name_is_shown_as_it_was_written(name: str) -> None:
    assert python_name(name) == name


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
def test_no_two_inputs_of_a_class_share_a_name(cls: type) -> None:
    fields = fields_of(cls)
    sent = [f.wire for f in fields if f.wire != LOCAL]
    read = [f.read for f in fields if f.readable]
    for names in ([f.python for f in fields], [f.state for f in fields], sent, read):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_no_output_takes_the_name_of_an_input() -> None:
    outputs = outputs_of(EhpcClusterOutputs)
    assert len(outputs) >= 4
    assert not {o.state for o in outputs} & {f.state for f in fields_of(EhpcClusterArgs)}
    assert all(o.doc and o.state == state_name(o.python) for o in outputs)


@pytest.mark.parametrize("field", ROWS)
def test_every_input_is_documented_in_a_sentence(field: Field) -> None:
    assert field.doc.strip() == field.doc
    assert field.doc[:1].isupper() or field.doc.startswith("vSwitch")
    assert field.doc.endswith(".")


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: str(cls.__name__))
def test_every_class_says_what_it_is(cls: type) -> None:
    assert cls.__doc__


@pytest.mark.parametrize(
    "field", [f for f in fields_of(EhpcClusterArgs) if f.life is Life.REPLACE], ids=lambda f: f.python
)
def test_an_input_that_needs_a_new_cluster_says_why(field: Field) -> None:
    assert field.policy.because
    assert not field.policy.because.endswith(".")


@pytest.mark.parametrize(
    "field", [f for f in fields_of(EhpcClusterArgs) if f.life is Life.ITEMS], ids=lambda f: f.python
)
def test_the_items_of_a_list_are_told_apart_by_an_input_that_they_must_have(field: Field) -> None:
    assert field.calls is not None
    assert [f.required for f in fields_of(field.kind) if f.state == field.key] == [True]


def test_only_what_a_cluster_holds_itself_has_a_life_of_its_own() -> None:
    assert not [f.python for f in fields_of(EhpcClusterArgs) if f.life is Life.OWNER]


def test_each_role_is_played_by_one_row() -> None:
    played = [(row.role, row.state) for row in CLUSTER.rows if row.role]
    assert sorted(played, key=lambda one: one[0].name) == [
        (Role.ACCOUNT, "accountId"),
        (Role.CREATED, "createTime"),
        (Role.DESCRIPTION, "clusterDescription"),
        (Role.NAME, "clusterName"),
        (Role.PROTECTION, "deletionProtection"),
        (Role.REGION, "region"),
        (Role.STATUS, "clusterStatus"),
    ]


def test_a_password_is_a_secret_wherever_it_stands() -> None:
    secrets = {(cls.__name__, f.python) for cls in CLASSES for f in fields_of(cls) if f.secret}
    assert secrets == {("ClusterCredentials", "password")}


def test_an_args_object_shows_its_names_and_no_value() -> None:
    given = EhpcClusterArgs(cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", cluster_name="secret")
    assert repr(given) == "EhpcClusterArgs(cluster_vpc_id=..., cluster_vswitch_id=..., cluster_name=...)"
