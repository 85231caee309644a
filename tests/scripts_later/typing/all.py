# typing names that scripts use; they do nothing at run time.
from __future__ import annotations
from typing import Any, Optional, Union, List, Dict, Callable, Awaitable, TypeVar, Generic, Protocol, NamedTuple, TypedDict, Literal, Final, ClassVar, TYPE_CHECKING, cast, overload, Iterable, AsyncIterator, runtime_checkable

T = TypeVar("T")
if TYPE_CHECKING:
    import nothing


class Box(Generic[T]):
    kind: ClassVar[str] = "box"

    def __init__(self, v: T) -> None:
        self.v = v

    def map(self, f: Callable[[T], Any]) -> Box[Any]:
        return Box(f(self.v))


class Pt(NamedTuple):
    x: int
    y: int = 0


class Movie(TypedDict, total=False):
    name: str
    year: int


@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...


class Res:
    def close(self):
        pass


def f(a: Optional[int] = None, *b: Union[int, str], c: Literal["x"] = "x") -> Dict[str, List[int]]:
    return {"a": [a]}


LIMIT: Final = 5
print(Box(3).map(str).v, Box[int](4).v, Pt(1), Pt(1, 2)._asdict(), Movie(name="m"), isinstance(Res(), Closer), isinstance(5, Closer), f(1), cast(int, "x"), LIMIT)
print(Optional[int], Union[int, str], List[int], Dict[str, int], Literal["a", 1], Any, Callable[[int], str])
print(f.__annotations__)
