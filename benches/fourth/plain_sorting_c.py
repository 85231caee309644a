"""Sorting records by various keys, plus a few hand-written sorts."""
from random import Random

FIRST = ["Ada", "Brian", "Cleo", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jun"]
LAST = ["Abbott", "Baker", "Chen", "Diaz", "Evans", "Fox", "Garcia", "Hall", "Ito", "Jones", "Klein"]


class Employee:
    def __init__(self, ident, first, last, age, salary, dept):
        self.ident = ident
        self.first = first
        self.last = last
        self.age = age
        self.salary = salary
        self.dept = dept

    @property
    def full_name(self):
        return f"{self.last}, {self.first}"

    def __lt__(self, other):
        return (self.last, self.first, self.ident) < (other.last, other.first, other.ident)

    def __repr__(self):
        return f"<{self.ident} {self.full_name} {self.age} {self.salary}>"


def staff(n, rng):
    return [Employee(i, FIRST[rng.randint(0, 9)], LAST[rng.randint(0, 10)],
                     rng.randint(18, 65), rng.randint(20, 150) * 1000, "ABCDE"[rng.randint(0, 4)])
            for i in range(n)]


def checksum(people):
    h = 0
    for i, p in enumerate(people):
        h = (h * 33 + p.ident + i) % 1000000007
    return h


def group_by(people, key):
    groups = {}
    for p in people:
        groups.setdefault(key(p), []).append(p)
    return groups


def insertion_sort(items, key=lambda x: x):
    out = items[:]
    for i in range(1, len(out)):
        item = out[i]
        k = key(item)
        j = i - 1
        while j >= 0 and key(out[j]) > k:
            out[j + 1] = out[j]
            j -= 1
        out[j + 1] = item
    return out


def merge_sort(items):
    if len(items) < 2:
        return items
    mid = len(items) // 2
    left, right = merge_sort(items[:mid]), merge_sort(items[mid:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


def main():
    rng = Random(99)
    people = staff(50000, rng)
    orders = {
        "age": lambda p: p.age,
        "salary desc": lambda p: -p.salary,
        "name": lambda p: (p.last, p.first),
        "dept/age": lambda p: (p.dept, -p.age, p.last),
        "full": lambda p: p.full_name.lower(),
    }
    for title, key in orders.items():
        ranked = sorted(people, key=key)
        print(f"{title:<12} {checksum(ranked):>10} {ranked[0]}")
    print("natural", checksum(sorted(people)))
    rev = list(people)
    rev.sort(key=lambda p: p.salary, reverse=True)
    print("reverse", checksum(rev))

    for dept, members in sorted(group_by(people, lambda p: p.dept).items()):
        top = sorted(members, key=lambda p: (-p.salary, p.ident))[:2]
        oldest = max(members, key=lambda p: (p.age, -p.ident))
        print(dept, len(members), top, oldest)

    few = insertion_sort(people[:1000], key=lambda p: p.salary)
    print("insertion", checksum(few), few == sorted(people[:1000], key=lambda p: p.salary))
    ints = [rng.randint(0, 10 ** 6) for _ in range(80000)]
    print("merge", merge_sort(ints) == sorted(ints))
    print("merge objects", checksum(merge_sort(people[:3000])))


main()
