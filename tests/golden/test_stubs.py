"""What editors and type checkers see is what the declarations say."""

from __future__ import annotations

import inspect
import pydoc
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

import pulumi_ehpc
from mocked import asked
from pulumi_ehpc._core.logic.check import check, normalise
from pulumi_ehpc._core.table.fields import fields_of
from pulumi_ehpc.inputs import EhpcClusterArgs
from tools import MEND, stubs
from tools.resources import RESOURCES, declared

STUBS = stubs.files()
CLASSES = declared(*(resource.args for resource in RESOURCES))


@pytest.mark.parametrize("path", STUBS, ids=lambda path: path.name)
def test_a_stub_is_what_the_declarations_say(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == STUBS[path], MEND


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_programs_can_import_every_class(cls: type) -> None:
    name = cls.__name__
    for one in (name, f"{name}Dict"):
        assert one in pulumi_ehpc.__all__, f'provider/pulumi_ehpc/__init__.py: import {one}, and add "{one}" to __all__'


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_has_a_typed_dict_that_programs_can_look_into(cls: type) -> None:
    made = getattr(pulumi_ehpc, f"{cls.__name__}Dict")
    assert made is getattr(pulumi_ehpc.inputs, f"{cls.__name__}Dict")
    assert made.__required_keys__ == {field.python for field in fields_of(cls) if field.required}
    assert list(typing.get_type_hints(made)) == [field.python for field in fields_of(cls)]
    assert made(**dict.fromkeys(made.__required_keys__, "x")) == dict.fromkeys(made.__required_keys__, "x")


@pytest.mark.parametrize("name", ["Nothing", "NothingDict", "EhpcClusterDict", "__nothing__"])
def test_what_is_not_there_is_said_to_be_missing(name: str) -> None:
    for module in (pulumi_ehpc, pulumi_ehpc.inputs):
        with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute '{name}'"):
            getattr(module, name)


def test_no_typed_dict_is_made_before_somebody_asks_for_one() -> None:
    look = "import sys, pulumi_ehpc; print('pulumi_ehpc._core.program.dicts' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_signature_of_a_class_tells_what_is_required(cls: type) -> None:
    told = inspect.signature(cls).parameters.values()
    assert [row.name for row in told] == [field.python for field in fields_of(cls)]
    assert [row.default is row.empty for row in told] == [field.required for field in fields_of(cls)]
    assert {row.kind for row in told} == {inspect.Parameter.KEYWORD_ONLY}


def test_the_signature_of_the_resource_tells_types_and_what_is_required() -> None:
    told = str(inspect.signature(pulumi_ehpc.EhpcCluster))
    assert told.startswith("(resource_name: str, args: EhpcClusterArgs | EhpcClusterArgsDict | None = None, opts: ")
    assert "cluster_vpc_id: Input[str], " in told
    assert 'cluster_category: Input[Literal["Standard", "Serverless"] | None] = None' in told
    assert "queues: Input[Sequence[Input[Queue | QueueDict]] | None] = None" in told
    page = pydoc.plain(pydoc.render_doc(pulumi_ehpc.EhpcCluster))  # from Python 3.13 on, a line for each
    rows = inspect.signature(pulumi_ehpc.EhpcCluster).parameters.values()
    assert [str(row) for row in rows if str(row) not in page] == []


def test_a_class_of_the_programs_own_has_its_own_signature() -> None:
    class Render(pulumi_ehpc.EhpcCluster):
        def __init__(self, name: str, size: int) -> None: ...

    class Alike(pulumi_ehpc.EhpcCluster): ...

    assert list(inspect.signature(Render).parameters) == ["name", "size"]
    assert inspect.signature(Alike) == inspect.signature(pulumi_ehpc.EhpcCluster)


def test_a_closed_list_is_one_and_advice_is_none() -> None:
    queue, disk = inspect.signature(pulumi_ehpc.Queue).parameters, inspect.signature(pulumi_ehpc.SystemDisk).parameters
    assert disk["level"].annotation == 'Input[Literal["PL0", "PL1", "PL2", "PL3"] | None]'
    assert queue["allocation_strategy"].annotation == "Input[str | None]"  # a warning
    assert queue["inter_connect"].annotation == "Input[str | None]"  # in any letter case


def test_the_example_of_the_docstring_is_a_cluster_with_a_login_node() -> None:
    text = inspect.getdoc(pulumi_ehpc.EhpcCluster) or ""
    example = text.split("```python\n")[1].split("```")[0]
    names: dict[str, Any] = {}
    (made,) = asked(lambda: exec(example, names))  # noqa: S102
    assert made.inputs["addons"][0]["name"] == "Login"
    assert [str(said) for said in check(EhpcClusterArgs, normalise(EhpcClusterArgs, made.inputs))] == []


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_help_for_a_class_tells_every_input_of_it(cls: type) -> None:
    text = pydoc.plain(pydoc.render_doc(cls))
    assert all(f":param {field.python}: {field.doc}" in text for field in fields_of(cls))


def test_help_for_the_resource_tells_what_a_change_of_each_input_does() -> None:
    text = inspect.getdoc(pulumi_ehpc.EhpcCluster) or ""
    lines = {line.split(":")[1]: line for line in text.splitlines() if line.startswith(":param")}
    assert set(lines) == {f"param {field.python}" for field in fields_of(EhpcClusterArgs)}
    assert "needs a new cluster: a cluster cannot move to another network" in lines["param cluster_vpc_id"]
    assert "in place" in lines["param max_count"]
    assert "Must be from 0 to 5000" in lines["param max_count"]
    assert "told apart by their queue_name" in lines["param queues"]
    assert "Used only when the cluster is made" in lines["param tags"]
    assert "a change made elsewhere is not seen" in lines["param tags"]
