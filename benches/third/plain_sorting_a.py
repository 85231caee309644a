"""Sorting with keys: tuples, lambdas, reverse, stability, attributes, multi-pass."""
import random

ROUNDS = 4
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class Employee:
    __slots__ = ("name", "dept", "age", "salary")

    def __init__(self, name, dept, age, salary):
        self.name = name
        self.dept = dept
        self.age = age
        self.salary = salary

    def __lt__(self, other):
        return (self.salary, self.name) < (other.salary, other.name)


class Reversed:
    """Key wrapper reversing comparisons."""
    __slots__ = ("v",)

    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return o.v < self.v


def by_salary(e):
    return e.salary


def make(n):
    rng = random.Random(4321)
    depts = ["eng", "ops", "hr", "sales", "legal"]
    out = []
    for i in range(n):
        name = "".join(chr(97 + rng.randrange(26)) for _ in range(6))
        out.append(Employee(name, depts[rng.randrange(5)], rng.randint(20, 65),
                            rng.randrange(300, 900) * 100))
    return out


def digest(seq):
    h = 0
    for e in seq:
        h = (h * 131 + e.salary + e.age * 7 + ord(e.name[0])) % 998244353
    return h


def is_sorted(seq, key):
    return all(key(a) <= key(b) for a, b in zip(seq, seq[1:]))


def main():
    people = make(12000)
    report(digest(people))
    a = sorted(people, key=by_salary)
    report(digest(a), is_sorted(a, by_salary))
    b = sorted(people, key=lambda e: (e.dept, -e.age, e.name))
    report(digest(b), b[0].dept, b[-1].dept, b[0].age)
    c = sorted(people, key=lambda e: e.age, reverse=True)
    report(digest(c))
    # stable multi-pass equals tuple key
    d = list(people)
    d.sort(key=lambda e: e.name)
    d.sort(key=lambda e: e.age, reverse=True)
    d.sort(key=lambda e: e.dept)
    report(digest(d), all(x is y for x, y in zip(d, b)))
    e = sorted(people)
    report(digest(e), min(people).name, max(people).name)
    f = sorted(people[:3000], key=lambda p: Reversed(p.name))
    report(f[0].name, f[-1].name)

    groups = {}
    for p in people:
        groups.setdefault(p.dept, []).append(p)
    for dept in sorted(groups):
        g = groups[dept]
        g.sort(key=by_salary, reverse=True)
        med = g[len(g) // 2].salary
        report(f"{dept:<6}{len(g):>6}{med:>8}{g[0].salary:>8} {min(g, key=lambda p: (p.age, p.name)).name}")

    pairs = [(p.age, p.salary, p.name) for p in people]
    pairs.sort()
    report(pairs[0], pairs[-1])
    pairs.sort(key=lambda t: t[1:])
    report(pairs[0], pairs[-1])
    ranks = {id(p): i for i, p in enumerate(a)}
    report(sum(abs(ranks[id(p)] - i) for i, p in enumerate(e)))
    words = [p.name for p in people]
    report(sorted(words, key=len)[:2] == words[:2], sorted(words, key=str.upper)[0], sorted(set(words), key=lambda w: w[::-1])[0])
    for _ in range(6):
        people.sort(key=lambda e: (e.age * 7919 + e.salary) % 1009)
        people.sort(key=lambda e: e.name[2:])
    report(digest(people))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
