# stress: 997
# attributes of functions that hot code changes
def count(f):
    def wrapper(*args):
        wrapper.calls += 1
        wrapper.last = args
        return f(*args)
    wrapper.calls = 0
    wrapper.last = None
    return wrapper


@count
def double(n):
    return n * 2


@count
def triple(n):
    return n * 3


for i in range(500):
    double(i)
    if i % 3 == 0:
        triple(double(i))
print(double.calls, triple.calls, double.last, triple.last, double.__dict__['calls'], sorted(vars(triple)))


def plain():
    pass


for i in range(300):
    plain.a = i
    if i == 100:
        del plain.a
        try:
            plain.a
        except AttributeError as e:
            print(e)
    if i == 150:
        plain.__dict__['a'] = 'by the dict'
        print(plain.a)
    if i == 200:
        plain.__name__ = 'renamed'
    plain.b = (i, plain.__name__)
print(plain.a, plain.b, plain.__dict__, plain.__qualname__)
for i in range(300):
    if i % 40 == 0:
        setattr(plain, f'x{i}', i)
    plain.x0 = plain.x0 + 1
print(plain.x0, len(vars(plain)))
many = [lambda: None for _ in range(100)]
for k, f in enumerate(many):
    for j in range(k % 40):
        setattr(f, f'n{j}', j)
    f.n0 = k
    f.n1 = -k
print(sum(f.n0 for f in many), sum(f.n1 for f in many), [sorted(vars(f))[-1] for f in many[::13]])
