class AppError(Exception):
    def __init__(self, code, msg): super().__init__(msg); self.code = code
class NotFound(AppError): pass
def lookup(d, k):
    try: return d[k]
    except KeyError as e: raise NotFound(404, f"no {k}") from e
def parse(s):
    try: return int(s)
    except ValueError: return None
    finally: stats["n"] += 1
stats = {"n": 0}; d = {i: i for i in range(50)}; miss = bad = att = 0
for i in range(80000):
    try: lookup(d, i % 100)
    except NotFound as e: miss += e.code
    except AppError: bad += 1
    else: bad += 0
    if parse("x1" if i % 4 == 0 else "17") is None: bad += 1
    try: (None).foo
    except AttributeError: att += 1
    try: [][i]
    except (IndexError, TypeError): att += 1
class Ctx:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): return t is ZeroDivisionError
for i in range(80000):
    with Ctx(): 1 / (i % 2)
print(miss, bad, stats, att)
