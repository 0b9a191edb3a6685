"""Generates provider/pulumi_ehpc/cluster.pyi: what editors and type checkers see of EhpcCluster.

python tests/golden/stub.py --write
"""

from __future__ import annotations

import sys
from pathlib import Path

import pulumi_ehpc
from pulumi_ehpc._core.fields import Field, Output, fields_of, outputs_of
from pulumi_ehpc.inputs import EhpcClusterArgs, EhpcClusterOutputs

TARGET = Path(pulumi_ehpc.__file__).with_name("cluster.pyi")
HEAD = '''\
# Generated from the declarations in inputs/ by tests/golden/stub.py: do not edit.
from collections.abc import Callable, Mapping
from typing import Any, overload

import pulumi
from pulumi import dynamic

from ._core.fields import Input, ManyNested, Nested
from .inputs import EhpcClusterArgs
{imports}

class EhpcClusterProvider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

class EhpcCluster(dynamic.Resource):
    """{doc}"""

    @overload
    def __init__(
        self,
        resource_name: str,
        args: EhpcClusterArgs | Mapping[str, Any],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None: ...
    @overload
    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
{arguments}
    ) -> None:
        """{doc}

{docs}
        """

    @staticmethod
    def get(
        resource_name: str, id: pulumi.Input[str], opts: pulumi.ResourceOptions | None = None
    ) -> EhpcCluster: ...
{outputs}
'''


def stub() -> str:
    """The text of cluster.pyi."""
    fields = fields_of(EhpcClusterArgs)
    annotations = EhpcClusterArgs.__annotations__
    nested = sorted({(f.kind.__module__.removeprefix("pulumi_ehpc"), f.kind.__name__) for f in fields if f.nested})
    return HEAD.format(
        imports="\n".join(f"from {module} import {name}" for module, name in nested),
        doc=(pulumi_ehpc.EhpcCluster.__doc__ or "").strip(),
        arguments="\n".join(
            f"        {f.python}: {annotations[f.python]}{'' if f.required else ' = None'}," for f in fields
        ),
        docs="\n".join(f"        {f.python}: {f.doc}" for f in fields),
        outputs="\n".join([*map(_output, fields), *map(_output, outputs_of(EhpcClusterOutputs))]),
    )


def _output(row: Field | Output) -> str:
    kind = "str"
    if isinstance(row, Field):
        whole = "Mapping[str, str]" if row.mapping else "Mapping[str, Any]" if row.nested else row.kind.__name__
        kind = f"list[{whole}]" if row.many else whole
    return f'    @property\n    def {row.python}(self) -> pulumi.Output[{kind}]:\n        """{row.doc}"""\n'


if __name__ == "__main__":
    if "--write" in sys.argv:
        TARGET.write_text(stub())
    else:
        sys.stdout.write(stub())
