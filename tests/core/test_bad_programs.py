"""A bad program is refused in the preview: all its mistakes at once, each by its path, and no secret is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from account import PASSWORD
from core.programs import findings, queue, storage, tables
from pulumi_ehpc._core.logic.check import check, normalise
from pulumi_ehpc._core.table.fields import UNKNOWN, between_of, fields_of
from pulumi_ehpc._core.table.rules import DOCUMENTED, INFERRED, Between, Rule
from pulumi_ehpc.inputs import EhpcClusterArgs

BAD: list[dict[str, Any]] = json.loads(Path(__file__).with_name("bad_programs.json").read_text(encoding="utf-8"))
FOUND = [finding for bad in BAD for finding in findings(bad["program"])]
SECRET = "S3cret-Pass!"
SERVERLESS = {"clusterCategory": "Serverless", "additionalPackages": [{"name": "mpich"}]}


@pytest.mark.parametrize("bad", [pytest.param(b, id=f"{b['path']}, {b['says']}") for b in BAD])
def test_a_mistake_is_found_and_nothing_else(bad: dict[str, Any]) -> None:
    found = findings(bad["program"])
    assert [(f.path, f.warning) for f in found] == [(bad["path"], bad.get("warning", False))], found
    assert bad["says"] in found[0].says
    assert str(found[0]) == f"{bad['path']}: {found[0].says}"


def each_rule() -> Iterator[tuple[str, str]]:
    """The name that is blamed and the sentence, as a pattern, of every rule of every table."""
    for cls in tables(EhpcClusterArgs):
        yield from ((field.python, re.escape(rule.must)) for field in fields_of(cls) for rule in field.rules)
        yield from ((rule.names[0], _as_pattern(rule)) for rule in between_of(cls))


def _as_pattern(rule: Between) -> str:
    return re.sub(r"\\{\w+\\}", ".*", re.escape(rule.says))


@pytest.mark.parametrize(("name", "sentence"), sorted(set(each_rule())))
def test_every_rule_of_the_table_refuses_some_program(name: str, sentence: str) -> None:
    told = [f.says for f in FOUND if re.sub(r"\['.*'\]$", "", f.path).rsplit(".", 1)[-1] == name]
    assert any(re.match(sentence, says) for says in told), (
        f'tests/core/bad_programs.json has no program that breaks this rule of {name}: add one, as {{"program": '
        f'{{"queues": [{{"queueName": "q", "ramRole": 7}}]}}, "path": "queues[0].ram_role", "says": "must be a text"}}'
    )


def test_of_a_refused_password_not_even_its_length_is_told() -> None:
    assert [f.says for f in findings({"clusterCredentials": {"password": "Ab1!xyz"}})] == [
        "must have 8 to 20 characters"
    ]


def test_seven_mistakes_in_one_program_are_all_told_at_once() -> None:
    found = findings(
        {
            "clusterName": "my cluster",
            "maxCount": 5001,
            "deletionProtection": "true",
            "manager": {"scheduler": {"type": "TORQUE"}},
            "queues": [{"queueName": "cpu", "vswitchIds": []}, {"queueName": "cpu"}],
            "frobnicate": 1,
        }
    )
    assert sorted(f.path for f in found) == [
        "cluster_name",
        "deletion_protection",
        "frobnicate",
        "manager.scheduler.type",
        "max_count",
        "queues[0].vswitch_ids",
        "queues[1].queue_name",
    ]


@pytest.mark.parametrize(
    "program",
    [
        {"clusterCredentials": {"password": SECRET + "x" * 20}},
        {"clusterCredentials": {"password": SECRET + " "}},
        {"clusterCredentials": {"password": [SECRET]}},
        {"clusterCredentials": {"password": {"value": SECRET}}},
        {"clusterCredentials": {"passwd": SECRET, "keyPairName": "ali0824"}},
        {"clusterCredentials": SECRET},
        {"clusterCredentials": [{"password": SECRET}]},
        {"clusterCredential": {"password": SECRET}},
        {"password": SECRET},
        {"queues": [{"queueName": "compute", "password": SECRET}]},
        {"manager": {"managerNode": {"password": SECRET}}},
    ],
)
def test_a_refused_or_misplaced_password_is_in_no_sentence(program: dict[str, Any]) -> None:
    found = findings(program)
    assert found
    assert not [f for f in found if SECRET in str(f) or SECRET in repr(f)]


@pytest.mark.parametrize(
    "program",
    [
        {"clusterVpcId": UNKNOWN, "manager": UNKNOWN, "queues": UNKNOWN, "tags": UNKNOWN, "maxCount": UNKNOWN},
        {"queues": [UNKNOWN, {"queueName": UNKNOWN, "vswitchIds": [UNKNOWN], "computeNodes": [UNKNOWN]}]},
        {"queues": [{"queueName": "a", "minCount": 3, "maxCount": UNKNOWN, "initialCount": UNKNOWN}]},
        {"manager": {"managerNode": {"instanceChargeType": "PrePaid", "period": UNKNOWN}}},
        {"clusterCredentials": {"password": UNKNOWN}, "tags": {"team": UNKNOWN}},
        {"clusterCredentials": UNKNOWN, "sharedStorages": UNKNOWN},
        {"sharedStorages": [storage("/home", fileSystemId=UNKNOWN), storage("/opt", mountTargetDomain=UNKNOWN)]},
        {"sharedStorages": [storage("/home"), storage(UNKNOWN)]},
        {"sharedStorages": [storage("/home"), UNKNOWN]},
        {"queues": [queue("a", maxCount=9, computeNodes=UNKNOWN), queue("b", maxCount=9, computeNodes=[UNKNOWN])]},
        {"queues": [queue("a", maxCount=UNKNOWN), queue("b", maxCount=9, reservedNodePoolId=UNKNOWN)]},
        {**SERVERLESS, "clusterCategory": UNKNOWN},
        {**SERVERLESS, "addons": [UNKNOWN]},
        {**SERVERLESS, "queues": [UNKNOWN]},
        {**SERVERLESS, "queues": [queue("a", initialCount=UNKNOWN)]},
    ],
)
def test_what_is_not_known_yet_is_no_mistake(program: dict[str, Any]) -> None:
    assert findings(program) == []


@pytest.mark.parametrize(
    "program",
    [
        {
            "manager": {
                "managerNode": {"instanceChargeType": "PostPaid", "period": 0, "duration": 0, "autoRenewPeriod": 0}
            }
        },
        {"manager": {"managerNode": {"period": 0, "periodUnit": "Month", "autoRenew": False, "spotPriceLimit": 0}}},
        {"queues": [queue("comp")]},
        {"queues": [queue("comp", minCount=0, maxCount=0)]},
        {"queues": [queue("comp", maxCount=9, enableScaleOut=False)]},
        {"queues": [queue("comp", maxCount=9, reservedNodePoolId="rnp-1")]},
        {"queues": [queue("comp", maxCount=9, computeNodes=[{"instanceType": "ecs.c7.xlarge"}])]},
        {**SERVERLESS, "clusterCategory": "Standard"},
        {**SERVERLESS, "additionalPackages": []},
        {**SERVERLESS, "addons": [{"name": "Login", "version": "1.0"}]},
        {**SERVERLESS, "queues": [queue("comp", initialCount=1, computeNodes=[{"instanceType": "ecs.c7.xlarge"}])]},
    ],
)
def test_of_what_a_cluster_can_do_without_there_is_no_warning(program: dict[str, Any]) -> None:
    assert findings(program) == []


def test_a_warning_tells_the_remedy_and_where_it_is_from() -> None:
    (ldap,) = findings({"manager": {"directoryService": {"type": "LDAP"}}})
    assert str(ldap) == (
        "manager.directory_service.type: should be NIS, got 'LDAP' "
        "(older SDKs and the Terraform provider; LDAP was documented for API 2018-04-12 only)"
    )
    (both,) = findings({"clusterCredentials": {"password": PASSWORD, "keyPairName": "ali0824"}})
    assert str(both) == (
        "cluster_credentials.key_pair_name: has no effect beside a password, which prevails: give one of the two "
        "(the 2018-04-12 version of CreateCluster)"
    )


def test_a_mistake_beside_an_unknown_value_is_still_found() -> None:
    found = findings({"queues": [UNKNOWN, {"queueName": UNKNOWN, "maxCount": -1}], "tags": {"a": UNKNOWN, "b": 1}})
    assert sorted(f.path for f in found) == ["queues[1].max_count", "tags['b']"]


def test_each_broken_key_and_value_of_the_tags_is_told_by_name_and_nothing_else() -> None:
    bad = {"aliyun-team": "x", "acs:": "see https://example.com", "team": "v" * 129, "cost": 12, "k" * 129: "x"}
    good = {"note": "first line\nsecond", "a\nb": "", "http": "//", "n": UNKNOWN}
    found = [str(finding) for finding in findings({"tags": {**bad, **good}})]
    key, link = "must not start with aliyun or acs: or hold a link", "must not hold http:// or https://"
    assert found == [
        "tags['cost']: must be a text, got a number",
        f"tags['aliyun-team']: {key} (as a key)",
        f"tags['acs:']: {key} (as a key)",
        f"tags['acs:']: {link} (as a value)",
        "tags['team']: must have at most 128 characters (as a value)",
        f"tags['{'k' * 129}']: must have 1 to 128 characters (as a key)",
    ]


def test_numbers_from_the_engine_are_whole_again_and_nulls_are_gone() -> None:
    engines = {"maxCount": 10.0, "clusterName": None, "tags": {"a": "b", "c": None}, "queues": [{"maxCount": 3.0}]}
    programs = {"maxCount": 10, "tags": {"a": "b"}, "queues": [{"maxCount": 3}]}
    assert repr(normalise(EhpcClusterArgs, engines)) == repr(programs)


def test_there_are_enough_bad_programs_and_every_input_of_a_cluster_has_one() -> None:
    heads = {re.split(r"[.\[]", bad["path"], maxsplit=1)[0] for bad in BAD}
    for field in fields_of(EhpcClusterArgs):
        row = f'{{"program": {{"{field.state}": []}}, "path": "{field.python}", "says": "must be"}}'
        assert field.python in heads, f"tests/core/bad_programs.json: add a program as {row}"
    assert len(BAD) >= 90


def test_a_program_is_refused_only_for_what_is_documented_or_follows_from_what_the_value_is() -> None:
    rules = [rule for cls in tables(EhpcClusterArgs) for field in fields_of(cls) for rule in field.rules]
    every: list[Rule | Between] = [*rules, *(rule for cls in tables(EhpcClusterArgs) for rule in between_of(cls))]
    refusing = {rule.source for rule in every if not rule.warning}
    assert refusing == {DOCUMENTED, INFERRED, "the ROS resource type"}
    # A warning for a documented reason says that a value has no effect.
    without_effect = [
        rule.says for rule in every if isinstance(rule, Between) and rule.warning and rule.source == DOCUMENTED
    ]
    assert without_effect == ["makes E-HPC ignore vswitch_ids, hostname_prefix and hostname_suffix"]
    assert not [rule for rule in rules if rule.warning and rule.source == DOCUMENTED]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x1b[2J"])
def test_a_tag_with_a_line_break_is_told_on_one_line(end: str) -> None:
    bad = {
        f"a{end}b": 1,
        f"c{end}": "see http://x",
        f"aliyun{end}": "",
        "d": f"{end}https://x{end}",
        f"e{end}": "x" * 129,
    }
    told = [str(finding) for finding in findings({"tags": bad})]
    assert len(told) == len(bad)
    assert all(one.isprintable() for one in told), told
    assert told[0].startswith(f"tags[{f'a{end}b'!r}]: must be a text")


@pytest.mark.parametrize(
    ("program", "secret", "shown"),
    [
        ({"maxCount": -77123}, "maxCount", "77123"),
        ({"maxCount": 1.5}, "maxCount", "1.5"),
        ({"maxCount": "77123"}, "maxCount", "77123"),
        ({"queues": [queue("comp", maxCount=-6001)]}, "queues.maxCount", "6001"),
        ({"queues": [queue("comp", maxCount=-6001)]}, "queues", "6001"),
        ({"queues": [queue("comp", minCount=77, maxCount=33)]}, "queues.minCount", "77"),
        ({"tags": {"acs:s3cr3tkey": "http://s3cr3tval"}}, "tags", "s3cr3t"),
    ],
)
def test_of_what_a_program_gave_as_a_secret_nothing_is_told(program: dict[str, Any], secret: str, shown: str) -> None:
    assert any(shown in str(finding) for finding in check(EhpcClusterArgs, program))
    found = check(EhpcClusterArgs, program, [secret])
    assert found
    assert not [finding for finding in found if shown in str(finding)]
