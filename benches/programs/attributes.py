# Attributes of instances and method calls.
class Particle:
    def __init__(self, x, y):
        self.x = x
        self.y = y
        self.vx = 1
        self.vy = 2
        self.steps = 0

    def step(self):
        self.x += self.vx
        self.y += self.vy
        if self.x > 1000:
            self.vx = -self.vx
        if self.x < 0:
            self.vx = -self.vx
        self.steps += 1

    def energy(self):
        return self.vx * self.vx + self.vy * self.vy


class Counter:
    def __init__(self):
        self.total = 0

    def add(self, n):
        self.total += n
        return self


ps = [Particle(i, -i) for i in range(100)]
energy = 0
for _ in range(6000):
    for p in ps:
        p.step()
    energy += ps[0].energy()
c = Counter()
for i in range(600_000):
    c.add(i).add(1)
print(sum(p.x for p in ps), sum(p.steps for p in ps), energy, c.total)
