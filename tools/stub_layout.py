"""How a stub is laid out: what is in braces is filled in by stubs.py."""

RESOURCE = '''\
{note}
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, overload

from pulumi import Input, Output, ResourceOptions, dynamic
from typing_extensions import Never, Self

from ._core.program.typed import {forms}
from .inputs import {imports}

class {name}Provider(dynamic.ResourceProvider):
    _config: Callable[[str], str | None]

class {name}(dynamic.Resource):
    """{summary}"""

    if os.name == "mypy":  # It alone looks in here: see NothingElse. All others know that there is no such system.
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            args: {args} | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str | NothingElse[Never],
            opts: ResourceOptions | NothingElse[Never] | None = None,
            *,
{tolerant}
            **unknown: NoSuchInput[Never],
        ) -> None: ...
        @overload
        def __init__(self, resource_name: AllAndNoOther[Literal[{required}]], *given: Any, **named: Any) -> None: ...
        @overload
        def __init__(self, *, {first}: AllAndNoOther[Literal[{required}]], **named: Any) -> None: ...
    if not MYPY:
        @overload
        def __init__(
            self,
            resource_name: str,
            args: {args},
            opts: ResourceOptions | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            resource_name: str,
            opts: ResourceOptions | None = None,
            *,
{arguments}
        ) -> None:
{docstring}

    @classmethod
    def get(cls, resource_name: str, id: Input[str], opts: ResourceOptions | None = None) -> Self:
        """An existing {thing}, read by its ID and neither changed nor deleted."""

{outputs}
'''
INPUTS = """\
{note}
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, TypeVar, type_check_only

from pulumi import Input, Output
from typing_extensions import NotRequired, TypeAlias, TypedDict

from .._core.program.typed import {forms}
from .._core.table.fields import Output as Row

T_co = TypeVar("T_co", covariant=True)

{classes}
{rows}
"""
ARGS = '''\
class {name}(Own):
    """{summary}"""

{attributes}
    def __init__(
        self,
        *,
{arguments}
    ) -> None:
{docstring}

class {name}Dict(TypedDict):
    """{summary}"""

{keys}

{outputs}{like}{forms}

'''
OUTPUT = '''\
@type_check_only
class {name}Output(Told):
    """{summary}"""

{told}

@type_check_only
class Later{name}(Later[T_co]):
    """{summary}"""

{later}

'''
