"""Look-ups beside resources: whose provider they ask with, and what a test with Pulumi's mocks answers them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pulumi_alicloud as alicloud
import pytest
from pulumi.runtime import mocks
from pulumi.runtime import settings as runtime

import pulumi_ehpc as ehpc
from in_process import CONFIG, World
from mocked import Engine
from pulumi_ehpc._core.process import another
from pulumi_ehpc.settings import Settings

Program = Callable[[], Any]
IMAGES = {
    "images": [
        {"imageId": "m-1", "osName": "CentOS 7.6", "size": 40},
        {"image_id": "aliyun_3_20G_alibase_20230727.vhd"},
    ]
}


class Answering(Engine):
    """Mocks that answer look-ups."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self.answer = answer
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def call(self, args: mocks.MockCallArgs) -> Any:
        self.calls.append((args.token, args.args))
        return self.answer


class Live:
    """An engine that is no mock to whoever asks: it takes resources as mocks do."""

    def __init__(self, monitor: Any) -> None:
        self._monitor = monitor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._monitor, name)


def run(program: Program, engine: Engine, *, live: bool = False, preview: bool = False) -> None:
    asyncio.set_event_loop(asyncio.new_event_loop())
    mocks.set_mocks(engine, preview=preview)
    if live:
        runtime.SETTINGS.monitor = Live(runtime.get_monitor())
    test: Any = mocks.test
    test(program)()


def answered(program: Program, answer: dict[str, Any], *, preview: bool = False) -> list[tuple[str, dict[str, Any]]]:
    engine = Answering(answer)
    run(program, engine, preview=preview)
    return engine.calls


def test_mocks_answer_and_nobody_else_is_asked() -> None:
    told: list[Any] = []
    world = World()

    def program() -> pulumi.Output[Any]:
        told.append(ehpc.get_images(os="CentOS", most_recent=True))
        aliyun = pulumi.Output.from_input("Aliyun")
        return ehpc.get_images_output(os=aliyun).apply(told.append)

    with another(world.process()):
        calls = answered(program, IMAGES)
    token = "ehpc:index/getImages:getImages"
    assert calls == [(token, {"os": "CentOS", "mostRecent": True}), (token, {"os": "Aliyun"})]
    assert told[0] == told[1]
    first, second = told[0].images
    assert (first.image_id, first.os_name, first.size, first.platform) == ("m-1", "CentOS 7.6", 40, None)
    assert (second.image_id, second.release_date) == ("aliyun_3_20G_alibase_20230727.vhd", "2023-07-27")
    assert world.calls == []


def test_mocks_answer_every_look_up_by_its_name() -> None:
    def program() -> None:
        lists = [
            ehpc.get_addon_templates().templates, ehpc.get_clusters().clusters, ehpc.get_softwares().softwares,
            ehpc.get_file_systems().file_systems, ehpc.get_nodes("e").nodes, ehpc.get_regions().regions,
        ]  # fmt: skip
        assert lists == [()] * 6
        assert ehpc.get_cluster("e").manager is None

    names = ["AddonTemplates", "Clusters", "Softwares", "FileSystems", "Nodes", "Regions", "Cluster"]
    assert [token for token, _ in answered(program, {})] == [f"ehpc:index/get{name}:get{name}" for name in names]


def test_what_is_nested_in_an_answer_of_mocks_has_its_class() -> None:
    told: list[ehpc.GetClusterResult] = []
    answer = {"clusterId": "ehpc-1", "manager": {"scheduler": {"type": "SLURM"}, "managerNode": {"instanceId": "i-1"}}}
    assert answered(lambda: told.append(ehpc.get_cluster("ehpc-1")), answer)
    (cluster,) = told
    assert cluster.manager is not None
    assert cluster.manager.scheduler == ehpc.GetClusterServiceResult(type="SLURM")
    assert cluster.manager.manager_node == ehpc.GetClusterManagerNodeResult(instance_id="i-1")


def _later(value: Any) -> asyncio.Future[Any]:
    done: asyncio.Future[Any] = asyncio.Future()
    done.set_result(value)
    return done


def test_the_id_of_a_cluster_that_a_preview_will_make_is_looked_up_later() -> None:
    def program() -> pulumi.Output[Any]:
        unknown: pulumi.Output[str] = pulumi.Output(set(), _later(pulumi.output.UNKNOWN), _later(False))
        return ehpc.get_nodes_output(unknown)

    assert answered(program, {}, preview=True) == []


class House(pulumi.ComponentResource):
    def __init__(self, **opts: Any) -> None:
        super().__init__("my:index:House", "house", None, pulumi.ResourceOptions(**opts))


def mine(**more: Any) -> ehpc.Provider:
    settings: dict[str, Any] = {"region": "cn-beijing", "access_key": "mine", "secret_key": "s3cr3t-key", **more}
    return ehpc.Provider("mine", endpoint="http://127.0.0.1:1", **settings)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Program], list[Settings]]]:
    """The settings with which a program's look-ups ask a service."""
    pulumi.runtime.set_all_config(CONFIG)

    def of(program: Program) -> list[Settings]:
        seen: list[Settings] = []
        process = World().process()
        through = process.transport
        assert through is not None

        def transport(settings: Settings) -> Any:
            seen.append(settings)
            return through(settings)

        process.transport = transport
        with another(process):
            run(program, Engine(), live=True)
        return seen

    yield of
    pulumi.runtime.set_all_config({})


def later(**opts: Any) -> pulumi.Output[Any]:
    return ehpc.get_clusters_output(opts=pulumi.InvokeOptions(**opts))


def now(**opts: Any) -> ehpc.GetClustersResult:
    return ehpc.get_clusters(opts=pulumi.InvokeOptions(**opts))


@pytest.mark.parametrize("ask", [now, later])
def test_a_provider_of_its_own_or_of_its_parent_is_asked_with(
    asked: Callable[[Program], list[Settings]], ask: Callable[..., Any]
) -> None:
    programs: list[Program] = [
        lambda: ask(provider=mine()),
        lambda: ask(parent=House(providers=[mine()])),
        lambda: ask(provider=mine(region=pulumi.Output.from_input("cn-beijing"))),
    ]
    for program in programs:
        (settings,) = asked(program)
        assert (settings.region, settings.keys.access_key, settings.keys.secret_key) == (
            "cn-beijing",
            "mine",
            "s3cr3t-key",
        )
    (settings,) = asked(lambda: ask(parent=House()))
    assert (settings.region, settings.keys.access_key) == ("cn-hangzhou", "a")


def test_its_keys_make_no_answer_secret(asked: Callable[[Program], list[Settings]]) -> None:
    told: list[bool] = []

    async def look(answer: pulumi.Output[Any]) -> None:
        told.append(await answer.is_secret())

    assert asked(lambda: pulumi.Output.from_input(look(later(provider=mine()))))
    assert told == [False]


@pytest.mark.parametrize("ask", [now, later])
def test_an_alicloud_provider_lends_its_region_and_no_account(
    asked: Callable[[Program], list[Settings]], ask: Callable[..., Any]
) -> None:
    (settings,) = asked(lambda: ask(provider=alicloud.Provider("there", region="cn-shanghai")))
    assert (settings.region, settings.keys.access_key) == ("cn-shanghai", "a")
    with pytest.raises(pulumi.RunError) as refusal:
        asked(lambda: ask(provider=alicloud.Provider("there", region="cn-shanghai", profile="ci")))
    assert str(refusal.value).startswith("get_clusters: its alicloud.Provider has profile, which only")


@pytest.mark.parametrize("ask", [now, later])
def test_a_provider_of_another_make_is_refused(
    asked: Callable[[Program], list[Settings]], ask: Callable[..., Any]
) -> None:
    with pytest.raises(pulumi.RunError, match=r"get_clusters: its provider is no pulumi_ehpc.Provider: make one"):
        asked(lambda: ask(provider=pulumi.ProviderResource("pulumi-python", "x", {"ehpc:region": "cn-beijing"})))


def test_what_it_depends_on_is_waited_for_and_asked_after_anew(asked: Callable[[Program], list[Settings]]) -> None:
    world = World()

    def program() -> Any:
        made = ehpc.EhpcCluster("render", cluster_vpc_id="vpc-1", cluster_vswitch_id="vsw-1")
        after = pulumi.InvokeOutputOptions(depends_on=[made])
        return pulumi.Output.all(
            ehpc.get_clusters_output(), ehpc.get_clusters_output(opts=after), ehpc.get_clusters_output(opts=after)
        )

    with another(world.process()):
        run(program, Engine(), live=True)
    assert world.calls == ["ListClusters"] * 2
