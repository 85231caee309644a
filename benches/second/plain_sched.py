class Event:
    def __init__(self, time, kind, who): self.time = time; self.kind = kind; self.who = who
class Heap:
    def __init__(self): self.a = []
    def push(self, e):
        a = self.a; a.append(e); i = len(a) - 1
        while i > 0:
            p = (i - 1) >> 1
            if a[i].time < a[p].time: a[i], a[p] = a[p], a[i]; i = p
            else: break
    def pop(self):
        a = self.a; top = a[0]; last = a.pop()
        if a:
            a[0] = last; i = 0; n = len(a)
            while True:
                c = 2 * i + 1
                if c >= n: break
                if c + 1 < n and a[c + 1].time < a[c].time: c += 1
                if a[c].time < a[i].time: a[i], a[c] = a[c], a[i]; i = c
                else: break
        return top
class Sim:
    def __init__(self, n): self.h = Heap(); self.now = 0; self.log = {}; self.n = n; self.handlers = {"arrive": self.arrive, "leave": self.leave}
    def arrive(self, e): self.h.push(Event(self.now + 3 + e.who % 5, "leave", e.who))
    def leave(self, e):
        self.log[e.who] = self.log.get(e.who, 0) + 1
        if self.log[e.who] < 1500: self.h.push(Event(self.now + 1 + e.who % 7, "arrive", e.who))
    def run(self):
        for i in range(self.n): self.h.push(Event(i, "arrive", i))
        while self.h.a:
            e = self.h.pop(); self.now = e.time; self.handlers[e.kind](e)
        return self.now, sum(self.log.values())
print(Sim(60).run())
