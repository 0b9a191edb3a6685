"""What editors and type checkers see is what the declarations say."""

from __future__ import annotations

import inspect
import pydoc
from pathlib import Path

import pytest

import pulumi_ehpc
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
    assert name in pulumi_ehpc.__all__, f'provider/pulumi_ehpc/__init__.py: import {name}, and add "{name}" to __all__'


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
