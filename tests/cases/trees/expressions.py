a + b * -c ** d ** -e
(a + b) * (c)
a or b and not c or d
a < b <= c is not d not in e
f(a, *b, k=1, **c)(x for x in y)[1:2, ::3, ...]
x[*a], x[a, *b], x[:], x[a := 1]
[], [1, *a], (), (1,), (1, 2), {}, {1, *a}, {1: 2, **a}
[x for x in y if a if b for z in w], {x for x in y}, {k: v for k, v in z}, (x async for x in y)
lambda: 0, lambda a, /, b=1, *c, d, e=2, **f: a
a if b else c if d else e
(y := f(x), y ** 2)
await a ** 2, -await b
a.b.c(d)(e)[f].g
a @ b // c % d << e >> f & g ^ h | i
*a, b
None, True, False, ...
