from math import sqrt
class Vec:
    __slots__ = ("x", "y", "z")
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y, self.z + o.z)
    def __sub__(self, o): return Vec(self.x - o.x, self.y - o.y, self.z - o.z)
    def scale(self, k): return Vec(self.x * k, self.y * k, self.z * k)
    def dot(self, o): return self.x * o.x + self.y * o.y + self.z * o.z
class Body:
    def __init__(self, pos, vel, mass):
        self.pos = pos; self.vel = vel; self.mass = mass
def step(bodies, dt):
    for i, a in enumerate(bodies):
        for b in bodies[i + 1:]:
            d = a.pos - b.pos
            r2 = d.dot(d) + 0.01
            mag = dt / (r2 * sqrt(r2))
            a.vel = a.vel - d.scale(b.mass * mag)
            b.vel = b.vel + d.scale(a.mass * mag)
    for b in bodies:
        b.pos = b.pos + b.vel.scale(dt)
bodies = [Body(Vec(float(i), i * 0.5, -i * 0.25), Vec(0.0, 0.1 * i, 0.0), 1.0 + i) for i in range(6)]
for _ in range(8000):
    step(bodies, 0.001)
print(f"{bodies[0].pos.x:.6f} {bodies[3].vel.y:.6f}")
