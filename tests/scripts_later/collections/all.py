# deque, defaultdict, Counter, namedtuple, OrderedDict, ChainMap.
from collections import deque, defaultdict, Counter, namedtuple, OrderedDict, ChainMap

d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.maxlen, d.pop(), d.popleft(), d, len(d), d[0], d[-1], 3 in d)
d.extend([7, 8]); d.extendleft([9]); d.rotate(1); d.reverse()
print(d, list(d), d.count(7), d.index(7), d == deque(d), deque("abc"), deque() or "empty")
d.insert(1, "x") if d.maxlen is None else None
d.remove(7); d.clear()
print(d)
for f in (d.pop, d.popleft):
    try:
        f()
    except IndexError as e:
        print(e)
dd = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    dd[k].append(v)
print(dd, dict(dd), dd["zz"], "zz" in dd, dd.get("q"), defaultdict(int, x=1)["y"], dd.default_factory)
c = Counter("mississippi")
print(c, c["s"], c["zz"], c.most_common(2), sorted(c.elements())[:5], c.total(), c + Counter("miss"), c - Counter("ssss"), c & Counter("sip"), Counter(a=1) | Counter(a=3))
c.update("sss"); c.subtract("i")
print(c, list(c), dict(c))
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, y=2)
print(p, p.x, p[1], p._replace(x=9), p._asdict(), P._fields, P._make([4, 5, 6]), p == (1, 2, 0), *p, len(p))
try:
    P()
except TypeError as e:
    print(e)
try:
    p.x = 5
except AttributeError as e:
    print(e)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); o.move_to_end("c", last=False)
print(o, o.popitem(last=False), o, o == OrderedDict(b=2, a=1), o == {"a": 1, "b": 2})
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], dict(m), m.new_child({"a": 0})["a"], m.maps, len(m), "zz" in m)
