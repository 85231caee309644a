# a cluster of stars with vector instances, leapfrog steps
import math
import random

STEPS = 13000


class Vector:
    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x, self.y, self.z = x, y, z

    def __add__(self, o):
        return Vector(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vector(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def length(self):
        return math.sqrt(self.dot(self))

    def __str__(self):
        return f"({self.x:.4f}, {self.y:.4f}, {self.z:.4f})"


class Star:
    def __init__(self, mass, pos, vel):
        self.mass = mass
        self.pos = pos
        self.vel = vel
        self.force = Vector()

    def kick(self, dt):
        self.vel = self.vel + self.force * (dt / self.mass)

    def drift(self, dt):
        self.pos = self.pos + self.vel * dt

    @property
    def kinetic(self):
        return self.mass * self.vel.dot(self.vel) / 2


class Cluster:
    G = 1.0
    SOFT = 0.05

    def __init__(self, stars):
        self.stars = stars
        self.time = 0.0
        self.compute_forces()

    def compute_forces(self):
        for s in self.stars:
            s.force = Vector()
        for i, a in enumerate(self.stars):
            for j in range(i):
                b = self.stars[j]
                d = b.pos - a.pos
                r2 = d.dot(d) + self.SOFT
                pull = d * (self.G * a.mass * b.mass / (r2 * math.sqrt(r2)))
                a.force = a.force + pull
                b.force = b.force - pull

    def step(self, dt):
        for s in self.stars:
            s.kick(dt / 2)
            s.drift(dt)
        self.compute_forces()
        for s in self.stars:
            s.kick(dt / 2)
        self.time += dt

    def energy(self):
        e = sum(s.kinetic for s in self.stars)
        for i, a in enumerate(self.stars):
            for b in self.stars[:i]:
                d = a.pos - b.pos
                e -= self.G * a.mass * b.mass / math.sqrt(d.dot(d) + self.SOFT)
        return e

    def momentum(self):
        p = Vector()
        for s in self.stars:
            p = p + s.vel * s.mass
        return p


rng = random.Random(11)


def rand_vector(scale):
    return Vector(rng.random() * scale - scale / 2, rng.random() * scale - scale / 2, rng.random() * scale - scale / 2)


cluster = Cluster([Star(0.5 + rng.random(), rand_vector(4.0), rand_vector(0.5)) for _ in range(8)])
e0, p0 = cluster.energy(), cluster.momentum()
for _ in range(STEPS):
    cluster.step(0.002)
print("energy", f"{e0:.6f} {cluster.energy():.6f}")
print("momentum kept", (cluster.momentum() - p0).length() < 1e-9)
for star in cluster.stars[:3]:
    print(star.pos, star.vel)
