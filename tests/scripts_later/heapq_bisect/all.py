# heapq, bisect, operator, copy, string, textwrap.
import heapq, bisect, operator, copy, string, textwrap

h = []
for x in [5, 1, 8, 3, 9, 2]:
    heapq.heappush(h, x)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 7), h, heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "hello"), list(heapq.merge([1, 4], [2, 3])))
l = [3, 1, 2]
heapq.heapify(l)
print(l, [heapq.heappop(l) for _ in range(3)])
a = [1, 3, 3, 5]
print(bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect(a, 4), bisect.insort(a, 4), a)
print(operator.add(1, 2), operator.itemgetter(1)([5, 6]), operator.itemgetter("a", "b")({"a": 1, "b": 2}), operator.attrgetter("real")(5), operator.methodcaller("upper")("x"), sorted([(1, "b"), (2, "a")], key=operator.itemgetter(1)))
x = [1, [2, 3], {"k": [4]}]
s, d = copy.copy(x), copy.deepcopy(x)
x[1].append(9); x[2]["k"].append(9)
print(s, d, s[1] is x[1], d[1] is x[1])
print(string.ascii_lowercase, string.digits, string.punctuation, string.capwords("a bc"), string.Template("$a-${b}").substitute(a=1, b=2))
print(textwrap.wrap("the quick brown fox jumps", 10), textwrap.fill("aaa bbb ccc", 7), textwrap.dedent("  a\n    b\n"), textwrap.indent("x\ny", "> "), textwrap.shorten("hello big world", 11))
