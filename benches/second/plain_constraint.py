class Var:
    def __init__(self, name, v=0): self.name = name; self.value = v; self.deps = []; self.dirty = False
    def get(self): return self.value
class Cell(Var):
    def __init__(self, name, fn, ins):
        super().__init__(name); self.fn = fn; self.ins = ins
        for i in ins: i.deps.append(self)
        self.dirty = True
    def get(self):
        if self.dirty: self.value = self.fn(*[i.get() for i in self.ins]); self.dirty = False
        return self.value
def invalidate(v):
    todo = list(v.deps)
    while todo:
        c = todo.pop()
        if not c.dirty:
            c.dirty = True; todo.extend(c.deps)
def setv(v, x): v.value = x; invalidate(v)
src = [Var(f"v{i}", i) for i in range(20)]
layers = [src]
for l in range(12):
    prev = layers[-1]
    layers.append([Cell(f"c{l}_{i}", (lambda a, b: (a + b) % 1000) if i % 2 else (lambda a, b: (a * 3 - b) % 1000), (prev[i], prev[(i + 1) % 20])) for i in range(20)])
t = 0
for r in range(2000):
    setv(src[r % 20], r * 7)
    for c in layers[-1]: t += c.get()
print(t)
