"""Sort records in many ways: keys, tuples, reverse, stability, custom __lt__,
plus two hand-written sorts."""
import random


class Person:
    def __init__(self, first: str, last: str, age: int, score: float) -> None:
        self.first, self.last, self.age, self.score = first, last, age, score

    def __lt__(self, other: "Person") -> bool:
        return (self.last, self.first, self.age) < (other.last, other.first, other.age)

    def __repr__(self) -> str:
        return f"{self.first} {self.last} ({self.age})"


def by_age(p: Person) -> int:
    return p.age


def quicksort(xs: list[int]) -> list[int]:
    if len(xs) < 2:
        return xs
    pivot = xs[len(xs) // 2]
    return (quicksort([x for x in xs if x < pivot])
            + [x for x in xs if x == pivot]
            + quicksort([x for x in xs if x > pivot]))


def heapsort(a: list[int]) -> None:
    def sift(i: int, n: int) -> None:
        v = a[i]
        while (c := 2 * i + 1) < n:
            if c + 1 < n and a[c + 1] > a[c]:
                c += 1
            if a[c] <= v:
                break
            a[i] = a[c]
            i = c
        a[i] = v

    n = len(a)
    for i in range(n // 2 - 1, -1, -1):
        sift(i, n)
    for end in range(n - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(0, end)


def digest(people: list[Person]) -> int:
    h = 0
    for p in people:
        h = (h * 33 + p.age * 7 + len(p.first) + int(p.score)) % 1_000_000_007
    return h


def main() -> None:
    rng = random.Random(606)
    names = ["Ann", "Bo", "Cyril", "Dee", "Egon", "Fay", "Gus", "Hyacinth"]
    people = [Person(rng.choice(names), rng.choice(names) + "son", rng.randint(1, 99),
                     rng.uniform(0, 1000)) for _ in range(40_000)]
    print("age", digest(sorted(people, key=by_age)))
    print("score desc", digest(sorted(people, key=lambda p: p.score, reverse=True)))
    print("tuple", digest(sorted(people, key=lambda p: (p.last, -p.age, p.first))))
    print("lt", digest(sorted(people[:15000])))
    multi = people[:]
    multi.sort(key=by_age)
    multi.sort(key=lambda p: p.first.lower())
    print("stable", digest(multi), multi[0], multi[-1])
    print("extremes", max(people, key=by_age), min(people, key=lambda p: (p.age, p.score)))

    numbers = [rng.randrange(1 << 20) for _ in range(80_000)]
    expected = sorted(numbers)
    print("quick", quicksort(numbers) == expected)
    other = numbers[:40000]
    heapsort(other)
    print("heap", other == sorted(numbers[:40000]))
    print("mod", sorted(numbers, key=lambda n: (n % 1000, n))[::5000])
    words = [hex(n)[2:] for n in numbers]
    words.sort(key=lambda w: (len(w), w[::-1]))
    print("words", words[:3], words[-3:])
    print("str", sorted(map(str, numbers))[:4], sorted(numbers, key=str)[-3:])


main()
