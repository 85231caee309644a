type Pair[T] = tuple[T, T]
def first[T](items: list[T]) -> T:
    return items[0]
class Stack[T](Base):
    def push(self, item: T): ...
