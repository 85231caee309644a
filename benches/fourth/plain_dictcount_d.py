# Web-server style log aggregation using dicts keyed by strings.
from random import Random


class Counter:
    """A poor man's collections.Counter."""

    def __init__(self, items=()):
        self.data = {}
        for item in items:
            self.add(item)

    def add(self, key, n=1):
        try:
            self.data[key] += n
        except KeyError:
            self.data[key] = n

    def __getitem__(self, key):
        return self.data.get(key, 0)

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data

    def most_common(self, n=None):
        ranked = sorted(self.data.items(), key=lambda item: (-item[1], str(item[0])))
        return ranked[:n]

    def total(self):
        return sum(self.data.values())


METHODS = ["GET"] * 8 + ["POST"] * 2 + ["PUT", "DELETE"]
PATHS = ["/", "/index.html", "/login", "/api/items", "/api/users", "/static/app.js", "/img/logo.png"]
CODES = [200] * 20 + [304] * 5 + [404] * 3 + [500]


def log_lines(n, seed=7):
    r = Random(seed)
    for i in range(n):
        ip = f"10.{r.randint(0, 3)}.{r.randint(0, 7)}.{r.randint(1, 40)}"
        path = PATHS[r.randint(0, len(PATHS) - 1)]
        if path.startswith("/api"):
            path += "/" + str(r.randint(1, 50))
        method = METHODS[r.randint(0, len(METHODS) - 1)]
        code = CODES[r.randint(0, len(CODES) - 1)]
        yield "%s - [%02d:%02d] \"%s %s\" %d %d" % (ip, i // 60 % 24, i % 60, method, path, code, r.randint(100, 9999))


def parse(line):
    head, request, tail = line.split('"')
    ip, _, stamp = head.split()
    method, path = request.split()
    code, size = map(int, tail.split())
    return ip, stamp[1:3], method, path, code, size


class Report:
    def __init__(self):
        self.by_ip = Counter()
        self.by_path = Counter()
        self.by_hour = Counter()
        self.status = {}
        self.bytes = Counter()
        self.visitors = {}
        self.errors = []

    def feed(self, line):
        ip, hour, method, path, code, size = parse(line)
        self.by_ip.add(ip)
        self.by_path.add(f"{method} {path}")
        self.by_hour.add(hour)
        key = f"{code // 100}xx"
        self.status[key] = self.status.get(key, 0) + 1
        self.bytes.add(ip, size)
        self.visitors.setdefault(path, set()).add(ip)
        if code >= 500:
            self.errors.append((path, ip))


report = Report()
for line in log_lines(110000):
    report.feed(line)

print("requests", report.by_ip.total(), "clients", len(report.by_ip), "urls", len(report.by_path))
print("status", {k: report.status[k] for k in sorted(report.status)})
for ip, n in report.by_ip.most_common(5):
    print(f"  {ip:<14} {n:>4} hits {report.bytes[ip]:>8} bytes")
for path, n in report.by_path.most_common(5):
    print(f"  {path:<24} {n:>4}")
uniq = sorted(((len(v), k) for k, v in report.visitors.items()), reverse=True)
print(uniq[:4], len(report.errors))
print(min(report.by_hour.data), max(report.by_hour.data), "10.0.0.1" in report.by_ip)
