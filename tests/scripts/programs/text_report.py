# Parsing records from text, grouping, a report with alignment.
DATA = """
# id; name; department; salary; languages
1; Ada Lovelace; research; 5200.50; python, ada
2; Alan Turing; research; 6100; python,prolog , c
3; Grace Hopper; compilers; 7050.25; cobol
4; ; compilers; 100; none
5; Linus T.; kernels; x12; c
6; Barbara L.; compilers; 6900; clu, python
"""


class Record:
    fields = ("id", "name", "dept", "salary", "langs")

    def __init__(self, **kw):
        for f in self.fields:
            setattr(self, f, kw[f])

    @classmethod
    def parse(cls, line, no):
        parts = [p.strip() for p in line.split(";")]
        if len(parts) != len(cls.fields):
            raise ValueError(f"line {no}: {len(parts)} fields")
        id_, name, dept, salary, langs = parts
        if not name:
            raise ValueError(f"line {no}: no name")
        try:
            pay = float(salary)
        except ValueError as e:
            raise ValueError(f"line {no}: {e}") from e
        return cls(id=int(id_), name=name, dept=dept, salary=pay, langs={l.strip() for l in langs.split(",")})

    def __repr__(self):
        return f"Record({', '.join(f'{f}={getattr(self, f)!r}' for f in self.fields[:4])})"


def load(text):
    good, bad = [], []
    for no, line in enumerate(text.splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        try:
            good.append(Record.parse(line, no))
        except ValueError as e:
            bad.append(str(e))
    return good, bad


records, errors = load(DATA)
print(*records, sep="\n")
print(errors)
by_dept = {}
for r in records:
    by_dept.setdefault(r.dept, []).append(r)
width = max(len(r.name) for r in records)
print(f"{'name':<{width}} | {'salary':>10} | {'share':>6}")
print("-" * width + "-+-" + "-" * 10 + "-+-" + "-" * 6)
total = sum(r.salary for r in records)
for dept, rs in sorted(by_dept.items()):
    print(f"[{dept.upper()}]")
    for r in sorted(rs, key=lambda r: -r.salary):
        print(f"{r.name:<{width}} | {r.salary:>10,.2f} | {r.salary / total:>6.1%}")
print(f"{'total':>{width}} | {total:>10,.2f} | {'':>6}")
langs = {}
for r in records:
    for l in r.langs:
        langs[l] = langs.get(l, 0) + 1
print(sorted(langs.items(), key=lambda p: (-p[1], p[0])))
text = """It was the best of times, it was the worst of times, it was the age of wisdom..."""
words = "".join(c.lower() if c.isalpha() else " " for c in text).split()
freq = {w: words.count(w) for w in dict.fromkeys(words)}
for w, n in sorted(freq.items(), key=lambda p: (-p[1], p[0]))[:5]:
    print(f"{w:>6} {'#' * n} {n}")
print(max(words, key=len), len(set(words)), " ".join(w.capitalize() for w in words[:6]))
