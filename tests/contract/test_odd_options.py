"""Options and calls that mean nothing are refused in one sentence with the remedy, said once and not in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

import pulumi_ehpc as ehpc
from mocked import asked, cluster, refused

# Type checkers know that these calls are wrong.
make: Any = ehpc.EhpcCluster
options: Any = pulumi.ResourceOptions
PROVIDER = "a provider, as pulumi_ehpc.Provider(...)"


async def coroutine(value: Any) -> Any:
    return value


def output(value: Any = "x") -> pulumi.Output[Any]:
    return pulumi.Output.from_input(value)


def beijing() -> ehpc.Provider:
    return ehpc.Provider("beijing", region="cn-beijing")


def said_of(call: Callable[[], Any]) -> str:
    return refused(call).removeprefix('EhpcCluster "render": ')


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (lambda: {"provider": "x"}, f"opts.provider cannot be a str: give {PROVIDER}"),
        (lambda: {"provider": [beijing()]}, f"opts.provider cannot be a list: give {PROVIDER}"),
        (lambda: {"provider": ehpc.Provider}, "opts.provider cannot be the class Provider: make one, as Provider(...)"),
        (lambda: {"providers": [None]}, "opts.providers[0] is None: leave it out"),
        (lambda: {"providers": {"alicloud": 7}}, f"opts.providers['alicloud'] cannot be an int: give {PROVIDER}"),
        (lambda: {"providers": "x"}, f"opts.providers cannot be a str: give {PROVIDER}"),
        (lambda: {"parent": "x"}, "opts.parent cannot be a str: give a resource"),
        (
            lambda: {"parent": pulumi.ComponentResource},
            "opts.parent cannot be the class ComponentResource: make one, as ComponentResource(...)",
        ),
    ],
)
def test_another_thing_than_a_resource_is_refused_by_its_option(given: Callable[[], Any], says: str) -> None:
    assert said_of(lambda: cluster(opts=options(**given()))) == says
    there: Any = ehpc.Provider
    assert says in refused(lambda: there("there", opts=options(**given())))


@pytest.mark.parametrize("option", ["ignore_changes", "replace_on_changes", "additional_secret_outputs", "hide_diffs"])
def test_paths_are_a_list_of_texts(option: str) -> None:
    if option not in vars(pulumi.ResourceOptions()):
        return  # of a newer SDK
    for given, says in (
        ("tags", f"opts.{option} is a text: give a list of paths, as ['tags']"),
        (output(["tags"]), f"opts.{option} cannot be an Output: give a list of paths that are known at once"),
        ({"tags": True}, f"opts.{option} cannot be a dict: give a list of paths that are known at once"),
        ([output("tags")], f"opts.{option}[0] cannot be an Output: give a text that is known at once"),
        (["tags", f"{output()}"], f"opts.{option}[1] cannot be an Output: give a text that is known at once"),
        (["tags", 7], f"opts.{option}[1] cannot be an int: give a text that is known at once"),
    ):
        assert said_of(lambda given=given: cluster(opts=options(**{option: given}))) == says  # type: ignore[misc]


@pytest.mark.parametrize("path", ["cluster_status", "manager.manager_node.instance_id"])
def test_what_only_the_service_knows_can_be_secret_and_not_ignored(path: str) -> None:
    says = f"{path} names no input, but what E-HPC tells: no"
    assert says in said_of(lambda: cluster(opts=options(ignore_changes=[path])))
    assert says in said_of(lambda: cluster(opts=options(replace_on_changes=[path])))
    assert asked(lambda: cluster(opts=options(additional_secret_outputs=[path])).urn)


def test_a_key_with_a_bracket_in_it_can_be_secret() -> None:
    marked = options(additional_secret_outputs=["tags['acs:a]b']"])
    (row,) = asked(lambda: cluster(tags={"acs:a]b": "x"}, opts=marked).urn)
    assert row.inputs["__secret"] == ["tags"]
    said = refused(lambda: cluster(tags={"acs:a]b": "x"}, cluster_name=b"x", opts=marked))
    assert "tags[***]: " in said
    assert "acs:a" not in said


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        *((given, "is missing") for given in (lambda: None, lambda: "", lambda: output(None), lambda: output(""))),
        (lambda: coroutine(" "), "is missing"),
        (lambda: 5, "cannot be an int"),
        (lambda: output(5), "cannot be an int"),
        (beijing, "cannot be a resource"),
    ],
)
def test_an_id_that_is_none_is_told(given: Callable[[], Any], wrong: str) -> None:
    says = f"its ID {wrong}: give a text, as cluster.id of the program that made it"
    assert said_of(lambda: make.get("render", given())) == says


def test_an_id_may_be_known_later() -> None:
    for later in (str, output, coroutine):
        (row,) = asked(lambda later=later: ehpc.EhpcCluster.get("render", later("ehpc-hz-7")).urn)  # type: ignore[misc]
        assert row.id == "ehpc-hz-7"


def option_given_as(name: str) -> str:
    return f"{name} is an option and no input: give opts=pulumi.ResourceOptions({name}=...)"


def test_an_option_that_is_given_as_an_input_is_told_its_place_and_once() -> None:
    assert said_of(lambda: cluster(provider=beijing())) == option_given_as("provider")
    for name, value in (("depends_on", []), ("protect", True), ("parent", None), ("ignore_changes", ["tags"])):
        assert said_of(lambda name=name, value=value: cluster(**{name: value})) == option_given_as(name)  # type: ignore[misc]
    everything = refused(lambda: cluster(protect=True, cluster_name=b"x")).splitlines()
    assert [line.strip() for line in everything[1:]] == [
        option_given_as("protect"),
        "cluster_name cannot be a bytes: give texts, as value.decode()",
    ]


def test_options_are_given_once() -> None:
    twice = lambda: make("render", options(protect=True), options(), cluster_vpc_id="v")  # noqa: E731
    assert said_of(twice) == "opts is given twice: give one pulumi.ResourceOptions(...)"


def test_arguments_without_names_are_no_reason_to_miss_those_with_names() -> None:
    assert said_of(lambda: make("render", "vpc-1")) == "its arguments are given by their names, as cluster_vpc_id=..."


def test_good_options_reach_the_engine() -> None:
    def program() -> Any:
        parent = pulumi.ComponentResource("my:index:House", "house")
        return cluster(
            opts=options(parent=parent, providers={"pulumi-python": beijing()}, ignore_changes=("tags",))
        ).urn

    *first, last = [row.name for row in asked(program)]
    # Neither waits for the other.
    assert (sorted(first), last) == (["beijing", "house"], "render")
