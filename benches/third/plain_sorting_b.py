"""Hand-written sorts vs list.sort, with comparators, keys, topological order and k-way merge."""

ROUNDS = 5
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def rand(seed):
    while True:
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield seed >> 8


def insertion_sort(a, key=lambda x: x):
    for i in range(1, len(a)):
        x = a[i]
        k = key(x)
        j = i - 1
        while j >= 0 and key(a[j]) > k:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x


def shell_sort(a):
    gap = len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            x = a[i]
            j = i
            while j >= gap and a[j - gap] > x:
                a[j] = a[j - gap]
                j -= gap
            a[j] = x
        gap = gap // 2


def counting_sort(a, key, buckets):
    out = [[] for _ in range(buckets)]
    for x in a:
        out[key(x)].append(x)
    return [x for b in out for x in b]


def radix_sort(a):
    shift = 0
    while any(x >> shift for x in a):
        a = counting_sort(a, lambda x: (x >> shift) & 255, 256)
        shift += 8
    return a


class CmpKey:
    def __init__(self, obj, cmp):
        self.obj = obj
        self.cmp = cmp

    def __lt__(self, other):
        return self.cmp(self.obj, other.obj) < 0


def version_cmp(a, b):
    pa, pb = [int(x) for x in a.split(".")], [int(x) for x in b.split(".")]
    for x, y in zip(pa, pb):
        if x != y:
            return -1 if x < y else 1
    return len(pa) - len(pb)


def merge(lists):
    heads = [(lst[0], i, 0) for i, lst in enumerate(lists) if lst]
    heads.sort(reverse=True)
    out = []
    while heads:
        v, i, j = heads.pop()
        out.append(v)
        if j + 1 < len(lists[i]):
            item = (lists[i][j + 1], i, j + 1)
            k = len(heads)
            heads.append(item)
            while k > 0 and heads[k - 1] < item:
                heads[k] = heads[k - 1]
                k -= 1
            heads[k] = item
    return out


def natural_key(s):
    parts, num = [], ""
    for ch in s:
        if ch.isdigit():
            num += ch
        else:
            if num:
                parts.append((0, int(num), ""))
                num = ""
            parts.append((1, 0, ch))
    if num:
        parts.append((0, int(num), ""))
    return parts


def main():
    g = rand(5)
    data = [next(g) % 100000 for _ in range(16000)]
    ref = sorted(data)
    a = data[:500]
    insertion_sort(a, key=lambda x: (x % 100, x))
    report(a == sorted(data[:500], key=lambda x: (x % 100, x)), a[:3])
    b = data[:]
    shell_sort(b)
    report(b == ref, radix_sort(data) == ref, sum(ref[::100]))
    versions = [f"{next(g) % 5}.{next(g) % 20}.{next(g) % 30}" for _ in range(1500)]
    vs = sorted(versions, key=lambda v: CmpKey(v, version_cmp))
    report(vs[0], vs[750], vs[-1])
    files = [f"img{next(g) % 3000}_{chr(97 + next(g) % 5)}{next(g) % 12}.png" for _ in range(4000)]
    fs = sorted(files, key=natural_key)
    report(fs[0], fs[2000], fs[-1], sorted(files)[2000])
    chunks = [sorted(data[i::40]) for i in range(40)]
    m = merge(chunks)
    report(m == ref, len(m))
    mixed = [(x % 7, str(x % 31), x / 8) for x in data]
    mixed.sort(key=lambda t: (t[1], -t[2]), reverse=True)
    report(mixed[0], mixed[-1])
    mixed.sort(key=lambda t: t[0])
    report(mixed[0], mixed[-1])
    idx = sorted(range(len(data)), key=data.__getitem__)
    report(idx[:4], all(data[i] <= data[j] for i, j in zip(idx, idx[1:])))
    mat = [[data[(r * 17 + c * 31) % len(data)] for c in range(5)] for r in range(5000)]
    mat.sort(key=lambda row: (row[2] // 1000, row[0]))
    report(mat[0], mat[-1], max(mat, key=sum), min(mat, key=lambda r: r[-1] - r[0]))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
