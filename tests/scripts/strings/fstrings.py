# f-strings by PEP 701.
name, n, pi, d, l = "World", 42, 3.14159, {"key": "value", "n": {"m": 1}}, [1, 2, 3]
print(f"Hello {name}! {n + 1} {pi:.2f} {d['key']} {d["key"]} {l[0]} {l[-1]:>4} {d['n']['m']}")
print(f"{n=} {n = } {pi=:.3f} {name=!s} {name=!r:>10} {n+1=} {d['key']=} { n = :>6}")
print(f"{name!r} {name!s} {'é'!a} {name!r:^12} {[name]!r}")
print(f"{{literal}} {{{n}}} {{{{}}}} {n}}}" "{plain}", f"" f"{n}" "x" f'{name}')
print(f"{n:{'>'}{10}} {n:{n // 8}} {pi:{n // 5}.{n // 14}} {n:0{4 + 2}d} {'x':{'*'}<{n // 7}}")
print(f"{'nested ' + f'{n} {f"deep {pi:.1f}"}'} {f"{f"{f"{1 + 1}"}"}"}")
print(f"{(lambda x: x * 2)(5)} {[i for i in range(3)]} { {'a': 1}['a'] } { {1, 2} } {'a' if n else 'b'} {n if n > 50 else -n}")
print(f"""multi {n}
line {name
} and {
    n
    + 1  # a comment
}""")
print(f"{'\n'.join(['a', 'b'])}", f"{'tab\t'}|", f"\x41 \u00e9 {n}\n", rf"\n {n} \{n}", fr"{pi:.1f}\d")
print(f"{n,} {n, 1} {*l, 4} {l!r}", f"{(x := 5)} {x}", f"{name:>{(w := 10)}}|{w}", f"{not n} {n and name} {-n} {~n}")
print(f"{n:,} {n:x} {n:#b} {n:08.3f} {n:e} {n:c} {n!s:>5} {None} {True:>5} {pi:>10.3} {pi:+} {1e10:,}")
print(f"{3!r:>3}{'a':3}|{'b':>3}|{'c':^3}|", f"{'%':%<5}", f"{'x':}>3", f"{5:}", f"{'a:b'} {'!'} {d['key'][0]:>2}")
print(f"{n}" == str(n), f"{'a' 'b'}", f"{n:{''}}", f"{'}'} {'{'} {'{}'.format(1)}")


class F:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


print(f"{F()} {F():abc} {F()!s} {F()!r:>6} {F():%Y-%m-%d %H:%M} {F():{n}{name}} {F()=} {F()=:x} {F():}")
for bad in (lambda: f"{undefined_thing}", lambda: f"{n:q}", lambda: f"{name:d}", lambda: f"{[]:>5}", lambda: f"{1 / 0}", lambda: f"{d['zz']}"):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__ + ":", e)
rows = [("apple", 3, 1.5), ("banana", 12, 0.25), ("kiwi", 100, 12.125)]
for fruit, q, p in rows:
    print(f"{fruit:<10}|{q:>5}|{p:>8.2f}|{q * p:>10,.2f}")
print(f"{'':-^30}")


async def agen():
    yield 1


def inner():
    y = 3
    return f"{y} {[y * z for z in range(2)]} {(lambda: y)()}"


print(inner())
print(f"{len(f"{n:>20}")} {max(l):03} {sum(l) / len(l):.3f} {" ".join(f"{v:02}" for v in l)} {sorted(l, reverse=True)!s:>12}")
print(f'{name.upper():*^{len(name) + 4}}', f"{ord('a'):#06x}", f"{name[::-1]} {name[1:3]} {name:.3} {name:6.2}|")
