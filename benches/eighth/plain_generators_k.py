"""Generators: pipelines, send/throw coroutines, yield from, trampolines, lazy infinite streams."""


def count_from(n, step=1):
    while True:
        yield n
        n += step


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


def take_while(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


def windows(iterable, size):
    window = []
    for item in iterable:
        window.append(item)
        if len(window) == size:
            yield tuple(window)
            del window[0]


def flatten(nested):
    for item in nested:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


class Node:
    def __init__(self, key, left=None, right=None):
        self.key, self.left, self.right = key, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right


def balanced(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Node(middle, balanced(low, middle), balanced(middle + 1, high))


def average():
    """Running average; throw(ZeroDivisionError) resets it, closing reports."""
    total, count, value = 0.0, 0, None
    resets = 0
    while True:
        try:
            got = yield value
        except ZeroDivisionError:
            total, count, value = 0.0, 0, None
            resets += 1
            continue
        if got is None:
            return resets
        total += got
        count += 1
        value = total / count


def trampoline(program):
    """Runs generators that yield the generators they call."""
    stack, value, calls = [program], None, 0
    while stack:
        try:
            callee = stack[-1].send(value)
            stack.append(callee)
            value = None
            calls += 1
        except StopIteration as stop:
            stack.pop()
            value = stop.value
    return value, calls


def fib(n):
    if n < 2:
        return n
    return (yield fib(n - 1)) + (yield fib(n - 2))


def hamming():
    """5-smooth numbers, merged lazily."""
    queue = [1]
    i2 = i3 = i5 = 0
    while True:
        last = queue[-1]
        yield last
        while queue[i2] * 2 <= last:
            i2 += 1
        while queue[i3] * 3 <= last:
            i3 += 1
        while queue[i5] * 5 <= last:
            i5 += 1
        queue.append(min(queue[i2] * 2, queue[i3] * 3, queue[i5] * 5))


def round_robin(*workers):
    ready = list(workers)
    while ready:
        worker = ready.pop(0)
        try:
            yield next(worker)
        except StopIteration:
            continue
        ready.append(worker)


def main():
    odd_squares = (n * n for n in count_from(1, step=2))
    print("squares", sum(take_while(lambda s: s < 9_000_000_000, odd_squares)))
    print("windows", sum(max(w) - min(w) for w in windows((n * 37 % 101 for n in range(90_000)), 4)))
    nested = [[i, (i + 1, [i + 2, [i + 3]])] for i in range(25_000)]
    print("flatten", sum(flatten(nested)))
    tree = balanced(0, 40_000)
    print("tree", sum(key * place % 7 for place, key in enumerate(tree)))
    averager = average()
    next(averager)
    for n in range(200_000):
        value = averager.send(n % 1000)
        if n % 5000 == 4999:
            averager.throw(ZeroDivisionError)
    try:
        averager.send(None)
    except StopIteration as stop:
        print("average", value, "resets", stop.value)
    print("trampoline", trampoline(fib(20)))
    *_, last = take(12_000, hamming())
    print("hamming", last)
    workers = (iter(range(n, n * 600, n)) for n in range(1, 100))
    print("robin", sum(i * v % 13 for i, v in enumerate(round_robin(*workers))))


main()
