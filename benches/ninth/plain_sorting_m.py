"""Sorting a phone-book in many ways with keys, plus hand written merge, heap and shell sorts."""
import random


class Person:
    def __init__(self, first, last, age, city):
        self.first = first
        self.last = last
        self.age = age
        self.city = city

    def __lt__(self, other):
        if self.last != other.last:
            return self.last < other.last
        return self.first < other.first

    def __repr__(self):
        return f"{self.first} {self.last} ({self.age}, {self.city})"


class Descending:
    """Key wrapper that turns the order round."""
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value

    def __eq__(self, other):
        return self.value == other.value


def make_people(count, rng):
    firsts = ["Ann", "Bob", "Cyd", "Dee", "Eve", "Fay", "Gus", "Hal"]
    cities = ["Oslo", "Rome", "Bern", "Kyiv", "Lima"]
    people = []
    for _ in range(count):
        last = "".join(rng.choice("abcdehiorst") for _ in range(4)).capitalize()
        people.append(Person(rng.choice(firsts), last, rng.randint(1, 99), rng.choice(cities)))
    return people


def merge_sort(items, key=lambda item: item):
    if len(items) < 2:
        return items[:]
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], key), merge_sort(items[middle:], key)
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if key(right[j]) < key(left[i]):
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    out += left[i:]
    out += right[j:]
    return out


def heap_sort(items):
    heap = list(items)

    def sift(root, end):
        while (child := 2 * root + 1) < end:
            if child + 1 < end and heap[child] < heap[child + 1]:
                child += 1
            if heap[root] >= heap[child]:
                break
            heap[root], heap[child] = heap[child], heap[root]
            root = child

    for start in reversed(range(len(heap) // 2)):
        sift(start, len(heap))
    for end in range(len(heap) - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sift(0, end)
    return heap


def shell_sort(items):
    items = items[:]
    gap = len(items) // 2
    while gap:
        for i in range(gap, len(items)):
            value, j = items[i], i
            while j >= gap and items[j - gap] > value:
                items[j] = items[j - gap]
                j -= gap
            items[j] = value
        gap //= 2
    return items


def digest(people):
    value = 7
    for person in people:
        value = (value * 131 + person.age + ord(person.last[1])) % 1_000_000_007
    return value


def main():
    rng = random.Random(4242)
    people = make_people(11000, rng)
    orders = {
        "natural": lambda ps: sorted(ps),
        "age, then name": lambda ps: sorted(ps, key=lambda p: (p.age, p.last, p.first)),
        "city down, age up": lambda ps: sorted(ps, key=lambda p: (Descending(p.city), p.age)),
        "oldest first": lambda ps: sorted(ps, key=lambda p: p.age, reverse=True),
        "two passes": lambda ps: sorted(sorted(ps, key=lambda p: p.last[::-1]), key=lambda p: p.city),
        "short key": lambda ps: sorted(ps, key=lambda p: str.lower(p.last)[2]),
    }
    for name, order in orders.items():
        result = order(people)
        print(f"{name:<18} {digest(result):>10} {result[0]}")
    by_hand = merge_sort(people, key=lambda p: (p.city, p.age))
    print("merge sort agrees", by_hand == sorted(people, key=lambda p: (p.city, p.age)))
    numbers = [rng.randrange(10**6) for _ in range(13000)]
    expected = sorted(numbers)
    print("heap sort agrees", heap_sort(numbers) == expected)
    print("shell sort agrees", shell_sort(numbers) == expected)
    numbers.sort(key=lambda n: (n % 10, -n))
    print(numbers[:4], numbers[-4:])
    words = [f"w{n % 97}-{n}" for n in numbers]
    words.sort(key=len)
    words.sort(key=lambda w: int(w[1:w.index("-")]), reverse=True)
    print(words[:3], words[-2:])


main()
