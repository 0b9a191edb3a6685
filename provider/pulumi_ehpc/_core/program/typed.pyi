"""The forms that `forms.py` takes, as type checkers know them. Only they read this: at run time there is no such module.

Names in messages are read by people, so each says what it stands for.
"""

from collections.abc import Awaitable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar, Generic, Protocol, SupportsIndex, TypeVar, overload, type_check_only

from pulumi import Input, Output
from typing_extensions import Self, TypeAlias

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Values = TypeVar("Values")
Item = TypeVar("Item")

Choice: TypeAlias = Values | Enum | Awaitable[T | Enum] | Output[T | Enum]
"""One of a closed list of values: no other one may be written down, but who knows what comes later."""

Json: TypeAlias = Input[str | Sequence[Any] | Mapping[str, Any] | Record | None]
"""What E-HPC takes as JSON text: a list or a dict with its names, or the text itself."""

Untyped: TypeAlias = UntypedDict[Any1] | UntypedDict[Any2]
"""A dict of whose values a type checker knows nothing, such as dict[str, Any]: Any alone passes for Any1.

From one such class mypy would infer what a dict that is written down has to hold, and tell that of each entry.
"""

Record: TypeAlias = Dataclass | Namedtuple | Attrs | Pydantic
"""An object of the program's own. No type can say "these names, some of them or all": the preview looks at them."""

@type_check_only
class Several(Protocol[T_co]):
    """A list or a tuple, and no text, which is a sequence of texts."""

    def __len__(self) -> int: ...
    def __contains__(self, value: object, /) -> bool: ...
    def __getitem__(self, index: int, /) -> T_co: ...
    def __iter__(self) -> Iterator[T_co]: ...

@type_check_only
class Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]

@type_check_only
class Namedtuple(Protocol):
    def _asdict(self) -> dict[str, Any]: ...

@type_check_only
class Attrs(Protocol):
    __attrs_attrs__: ClassVar[Any]

@type_check_only
class Pydantic(Protocol):
    @property
    def model_fields_set(self) -> set[str]: ...

@type_check_only
class Own:
    """An args class of this package. It is known by its name: two that look alike are not the same."""

    __sizeof__: None  # type: ignore[assignment] # unlike Foreign's, so that none is taken for another by its shape

@type_check_only
class Told(dict[str, Any]):
    """An output that is an object: a dict with attributes. It is known by its name too."""

    __sizeof__: None  # type: ignore[assignment]

@type_check_only
class Foreign(Protocol):
    """Of another package: known by its shape. mypy takes an Output for one, whatever it holds: it has all names."""

    def __sizeof__(self) -> int: ...

@type_check_only
class Any1: ...

@type_check_only
class Any2: ...

@type_check_only
class UntypedDict(Foreign, Protocol[T_co]):
    """A dict that is written down never is one, so a mistake in it is seen."""

    def keys(self) -> Any: ...
    def values(self) -> Any: ...
    def items(self) -> Any: ...
    def __getitem__(self, key: str, /) -> T_co: ...

@type_check_only
class Later(Output[T_co]):
    """An output of which is known what it holds: nothing else can be asked of it."""

    __getattr__: None  # type: ignore[assignment, misc]
    __sizeof__: None  # type: ignore[assignment] # as of Own

@type_check_only
class LaterList(Later[T_co], Generic[T_co, Item]):
    """A list that is an output: what is asked of it by place is an output again."""

    @overload
    def __getitem__(self, key: SupportsIndex) -> Item: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...

# mypy tells a wrong call of an overloaded function in some 4 kB, unless one of the overloads is right but for what a
# generic type holds: then that one's own error is told. Each of these is what any object is, were it not for Never.
# Not __str__: None passes for a protocol of that alone, whatever it holds, and so for an input that there is not.
# So what a resource is made with is written for mypy with these, and without for all others, who do better by themselves.
MYPY = False  # mypy takes it for True

@type_check_only
class NothingElse(Protocol[T_co]):
    """In the place of a value of a wrong type."""

    def __repr__(self) -> T_co: ...  # type: ignore[override]

@type_check_only
class NoSuchInput(Protocol[T_co]):
    """In the place of an input with a wrong name."""

    def __repr__(self) -> T_co: ...  # type: ignore[override]

@type_check_only
class AllAndNoOther(Protocol[T_co]):
    """In the place of another argument, where a required one is missing or None, or one that is None has a wrong name."""

    def __repr__(self) -> T_co: ...  # type: ignore[override]
