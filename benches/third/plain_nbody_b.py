"""Particles with a slotted Vec class (operator overloading) and leapfrog integration."""
import math
import random


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self.x, -self.y, -self.z)

    def __iadd__(self, o):
        self.x += o.x
        self.y += o.y
        self.z += o.z
        return self

    def __isub__(self, o):
        self.x -= o.x
        self.y -= o.y
        self.z -= o.z
        return self

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def cross(self, o):
        return Vec(self.y * o.z - self.z * o.y,
                   self.z * o.x - self.x * o.z,
                   self.x * o.y - self.y * o.x)

    @property
    def norm2(self):
        return self.x * self.x + self.y * self.y + self.z * self.z

    def __abs__(self):
        return math.sqrt(self.norm2)

    def __repr__(self):
        return f"Vec({self.x:.5f}, {self.y:.5f}, {self.z:.5f})"


class Particle:
    __slots__ = ("pos", "vel", "acc", "mass")

    def __init__(self, pos: Vec, vel: Vec, mass: float):
        self.pos = pos
        self.vel = vel
        self.acc = Vec()
        self.mass = mass


class Cluster:
    SOFT = 0.05

    def __init__(self, n, seed):
        rng = random.Random(seed)
        self.particles = []
        for _ in range(n):
            p = Vec(rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(-1, 1))
            v = Vec(rng.random() - 0.5, rng.random() - 0.5, rng.random() - 0.5) * 0.2
            self.particles.append(Particle(p, v, rng.uniform(0.5, 1.5) / n))

    def forces(self):
        ps = self.particles
        for p in ps:
            p.acc = Vec()
        for i in range(len(ps)):
            a = ps[i]
            for j in range(i + 1, len(ps)):
                b = ps[j]
                d = b.pos - a.pos
                r2 = d.norm2 + self.SOFT
                f = 1.0 / (r2 * math.sqrt(r2))
                a.acc += d * (b.mass * f)
                b.acc -= d * (a.mass * f)

    def step(self, dt):
        half = dt * 0.5
        for p in self.particles:
            p.vel += p.acc * half
            p.pos += dt * p.vel
        self.forces()
        for p in self.particles:
            p.vel += p.acc * half

    def momentum(self):
        total = Vec()
        for p in self.particles:
            total += p.vel * p.mass
        return total

    def angular(self):
        total = Vec()
        for p in self.particles:
            total = total + p.pos.cross(p.vel) * p.mass
        return total

    def kinetic(self):
        return sum(0.5 * p.mass * p.vel.dot(p.vel) for p in self.particles)


def main():
    c = Cluster(24, 2024)
    c.forces()
    print(c.momentum(), c.angular(), f"{c.kinetic():.6f}")
    for step in range(1, 1501):
        c.step(0.002)
        if step % 500 == 0:
            print(step, c.momentum(), f"{c.kinetic():.6f}")
    far = max(c.particles, key=lambda p: abs(p.pos))
    print(far.pos, -far.vel, f"{abs(far.acc):.6f}")


main()
