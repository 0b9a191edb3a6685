"""A value that no state can hold is refused in one sentence with its path, not in a traceback of the engine's SDK."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi.runtime import mocks

import pulumi_ehpc as ehpc
from contract.host_process import Host
from core.programs import REQUIRED
from pulumi_ehpc._core.program.odd import DEEPEST, SIGNATURE

HALF = "\ud800"


class Engine(mocks.Mocks):
    """Takes what it is given."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        self.given = dict(args.inputs)
        return "ehpc-hz-1", dict(args.inputs)

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        raise AssertionError(args.token)


def declared(later: Callable[[Any], Any] = lambda value: value, **more: Any) -> dict[str, Any]:
    """What the engine gets of a program with these arguments, given at once or as Outputs."""
    engine = Engine()
    asyncio.set_event_loop(asyncio.new_event_loop())
    mocks.set_mocks(engine, preview=False)
    run: Any = mocks.test

    def program() -> Any:
        given = {name: later(value) for name, value in more.items()}
        return ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", **given).urn

    run(program)()
    return engine.given


def nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


def within_itself() -> dict[str, Any]:
    value: dict[str, Any] = {}
    value["again"] = value
    return value


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "half a character": ({"cluster_description": f"a{HALF}b"}, r"cluster_description holds \ud800, which is half"),
    "half a character in a key": ({"tags": {HALF: "x"}}, r"a key of tags holds \ud800"),
    "half a character in a list": ({"queues": [{"queue_name": HALF}]}, r"queues[0].queue_name holds \ud800"),
    "half a character in a password": (
        {"cluster_credentials": {"password": HALF}},
        "cluster_credentials.password holds",
    ),
    "NaN": ({"max_count": float("nan")}, "max_count is nan, which is no number"),
    "infinity": ({"queues": [{"max_count": float("inf")}]}, "queues[0].max_count is inf"),
    "NaN in JSON": ({"addons": [{"services_spec": [float("nan")]}]}, "addons[0].services_spec[0] is nan"),
    "a huge number": ({"max_count": 10**400}, "max_count is too large"),
    "a signature": ({"tags": {SIGNATURE: "x"}}, f"tags has {SIGNATURE} as a key, which Pulumi keeps for itself"),
    "a signature at the top": ({SIGNATURE: "x"}, f"{SIGNATURE} as a key"),
    "a signature below an unknown name": ({"nonsense": [{SIGNATURE: "x"}]}, "nonsense[0] has"),
    "bytes": ({"cluster_name": b"x"}, "cluster_name cannot be a bytes: give texts"),
    "a set": ({"tags": {"a", "b"}}, "tags cannot be a set"),
    "a set in JSON": ({"addons": [{"resources_spec": {"a": {1}}}]}, "addons[0].resources_spec['a'] cannot be a set"),
    "an object": ({"manager": object()}, "manager cannot be an object"),
    "a key that is no text": ({"tags": {(1, 2): "x"}}, "tags has (1, 2) as a key, which is a tuple"),
    "a key of bytes": ({"queues": [{b"queue_name": "x"}]}, "queues[0] has b'queue_name' as a key"),
    "too deep": ({"nonsense": nested(2_000)}, f"lists or dicts more than {DEEPEST} deep"),
    "too deep in JSON": ({"addons": [{"services_spec": nested(2_000)}]}, f"more than {DEEPEST} deep"),
    "within itself": ({"tags": within_itself()}, f"more than {DEEPEST} deep"),
}


@pytest.mark.parametrize("odd", ODD)
def test_it_is_refused_by_its_path(odd: str) -> None:
    given, says = ODD[odd]
    with pytest.raises(pulumi.RunError) as refused:
        declared(**given)
    assert says in str(refused.value)
    assert all(line.isprintable() for line in str(refused.value).split("\n"))


@pytest.mark.parametrize("odd", ["half a character", "NaN", "a huge number", "a signature", "bytes", "a set in JSON"])
def test_it_is_refused_by_its_path_when_it_becomes_known_later(odd: str) -> None:
    given, says = ODD[odd]
    with pytest.raises(pulumi.RunError) as refused:
        # From_input would look into the value itself.
        declared(lambda value: pulumi.Output.from_input(0).apply(lambda _: value), **given)
    assert says in str(refused.value)


@pytest.mark.parametrize("args", ["vpc-1", ["vpc-1"]])
def test_arguments_of_another_kind_are_refused_in_a_sentence(args: Any) -> None:
    with pytest.raises(pulumi.RunError, match="its arguments are given by their names, as cluster_vpc_id="):
        ehpc.EhpcCluster("render", args)


def test_what_was_given_as_a_secret_is_told_by_its_path() -> None:
    secret = pulumi.Output.secret

    def given() -> dict[str, Any]:
        return {
            "cluster_credentials": {"password": "Sesame-2024"},
            "tags": {"a": secret("x"), "b": "y"},
            "queues": [{"queue_name": "one"}, {"queue_name": "two", "hostname_prefix": secret("x")}],
            "addons": pulumi.Output.from_input([{"name": "a", "services_spec": secret("[]")}]),
            "cluster_custom_configuration": secret({"args": "x"}),
        }

    asyncio.set_event_loop(asyncio.new_event_loop())
    found = declared_with(given)["__secret"]
    assert set(found) >= {
        "clusterCredentials.password",
        "tags.a",
        "queues.hostnamePrefix",
        "clusterCustomConfiguration",
    }
    assert "tags.b" not in found
    assert any(path.startswith("addons") for path in found)


def declared_with(given: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    engine = Engine()
    mocks.set_mocks(engine, preview=False)
    run: Any = mocks.test
    run(lambda: ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1", **given()).urn)()
    return engine.given


def test_nothing_is_told_where_nothing_is_secret() -> None:
    assert declared(tags={"a": "b"}).get("__secret") is None


def test_an_unknown_name_with_orders_to_a_terminal_is_shown_as_an_escape(host: Host) -> None:
    _, failures = host.check({**REQUIRED, "max\x1b[2J\n  Count\u202e": 1})
    assert [failure for failure in failures if r"max\x1b[2J\n  Count\u202e: is not an input" in failure]


def test_json_that_is_no_number_or_too_deep_is_refused(host: Host) -> None:
    for text in ('[{"a": NaN}]', "[" * 100_000):
        _, failures = host.check({**REQUIRED, "addons": [{"name": "a", "version": "1", "servicesSpec": text}]})
        assert any("addons[0].services_spec: must be a list or a dict, or JSON text of one" in one for one in failures)
