"""Log aggregation: parse lines into string-keyed records and accumulate nested dict totals."""

ROUNDS = 6
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class Stats:
    def __init__(self):
        self.n = 0
        self.total = 0
        self.peak = 0

    def add(self, v):
        self.n += 1
        self.total += v
        if v > self.peak:
            self.peak = v


class DefaultDict(dict):
    def __init__(self, factory):
        super().__init__()
        self.factory = factory

    def __missing__(self, key):
        value = self[key] = self.factory()
        return value


METHODS = ("GET", "POST", "PUT", "DELETE")
PATHS = ("/", "/login", "/logout", "/api/items", "/api/users", "/static/app.js", "/search")


def make_lines(n):
    seed = 2463534242
    lines = []
    for i in range(n):
        seed ^= (seed << 13) & 0xFFFFFFFF
        seed ^= seed >> 17
        seed ^= (seed << 5) & 0xFFFFFFFF
        ip = f"10.0.{seed % 4}.{seed // 7 % 50}"
        method = METHODS[seed // 11 % 10 % 4]
        path = PATHS[seed // 13 % len(PATHS)]
        status = (200, 200, 200, 302, 404, 500)[seed // 17 % 6]
        lines.append(f"host={ip} method={method} path={path} status={status} bytes={seed // 19 % 5000}")
    return lines


def parse(line):
    rec = {}
    for part in line.split():
        key, _, value = part.partition("=")
        rec[key] = value
    return rec


def main():
    lines = make_lines(30000)
    by_host = {}
    by_status = DefaultDict(int)
    by_path = DefaultDict(Stats)
    matrix = DefaultDict(lambda: DefaultDict(int))
    distinct = {}
    for line in lines:
        rec = parse(line)
        host = rec["host"]
        size = int(rec["bytes"])
        by_host[host] = by_host.get(host, 0) + size
        by_status[rec["status"]] += 1
        by_path[rec["path"]].add(size)
        matrix[rec["method"]][rec["path"]] += 1
        key = host + "|" + rec["path"]
        if key not in distinct:
            distinct[key] = len(distinct)

    report(len(by_host), sum(by_host.values()), len(distinct))
    for host, size in sorted(by_host.items(), key=lambda kv: kv[1], reverse=True)[:3]:
        report("  %-12s %9d" % (host, size))
    for status in sorted(by_status):
        report(f"  {status} {by_status[status]:6d} {by_status[status] / len(lines):7.2%}")
    for path, st in sorted(by_path.items()):
        report(f"  {path:<16}{st.n:6d}{st.total:12,d}{st.peak:7d}{st.total / st.n:10.2f}")
    for m in METHODS:
        row = matrix[m]
        report(" ", m.ljust(7), " ".join(str(row[p]).rjust(5) for p in PATHS))

    # churn: keep an LRU-like dict of bounded size keyed by string
    cache, hits, evicted = {}, 0, 0
    seed = 1
    for i in range(80000):
        seed = (seed * 69069 + 1) & 0xFFFFFFFF
        k = "k" + str((seed >> 16) % 700)
        if k in cache:
            hits += 1
            cache[k] = cache.pop(k) + 1
        else:
            if len(cache) >= 400:
                del cache[next(iter(cache))]
                evicted += 1
            cache[k] = 1
    report(hits, evicted, len(cache), sum(cache.values()))
    keys = by_host.keys() & {f"10.0.1.{i}" for i in range(60)}
    report(len(keys), min(keys), {**by_status, "x": 1}["x"], dict.fromkeys("abc", 0))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
