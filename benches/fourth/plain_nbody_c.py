"""Planetary simulation with a Vec class and a Body class."""
import math


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    __rmul__ = __mul__

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self):
        return math.sqrt(self.dot(self))

    def __repr__(self):
        return f"Vec({self.x:.6f}, {self.y:.6f}, {self.z:.6f})"


class Body:
    def __init__(self, name, mass, pos, vel):
        self.name = name
        self.mass = mass
        self.pos = pos
        self.vel = vel
        self.acc = Vec()

    @property
    def momentum(self):
        return self.vel * self.mass

    @property
    def kinetic(self):
        return 0.5 * self.mass * self.vel.dot(self.vel)


class System:
    G = 39.47841760435743

    def __init__(self, bodies):
        self.bodies = bodies
        self._accelerate()

    def _accelerate(self):
        bodies = self.bodies
        for b in bodies:
            b.acc = Vec()
        for i, a in enumerate(bodies):
            for b in bodies[i + 1:]:
                d = b.pos - a.pos
                r = d.length()
                f = self.G / (r * r * r)
                a.acc = a.acc + d * (f * b.mass)
                b.acc = b.acc - d * (f * a.mass)

    def step(self, dt):
        half = dt / 2
        for b in self.bodies:
            b.vel = b.vel + b.acc * half
            b.pos = b.pos + b.vel * dt
        self._accelerate()
        for b in self.bodies:
            b.vel = b.vel + half * b.acc

    def energy(self):
        e = sum(b.kinetic for b in self.bodies)
        for i, a in enumerate(self.bodies):
            for b in self.bodies[:i]:
                e -= self.G * a.mass * b.mass / (a.pos - b.pos).length()
        return e

    def momentum(self):
        return sum((b.momentum for b in self.bodies), Vec())


def circular(name, mass, radius, phase=0.0):
    v = math.sqrt(System.G / radius)
    return Body(name, mass,
                Vec(radius * math.cos(phase), radius * math.sin(phase), 0.01 * radius),
                Vec(-v * math.sin(phase), v * math.cos(phase), 0.0))


def main():
    system = System([
        Body("sun", 1.0, Vec(), Vec()),
        circular("venus", 2.4e-6, 0.72, 0.3),
        circular("earth", 3.0e-6, 1.0, 1.1),
        circular("mars", 3.2e-7, 1.52, 2.5),
        circular("jupiter", 9.5e-4, 5.2, 4.0),
        circular("saturn", 2.8e-4, 9.5, 5.1),
    ])
    print(f"E0 = {system.energy():.9e}")
    for year in range(4):
        for _ in range(5000):
            system.step(1 / 5000)
        print(f"year {year + 1}: E = {system.energy():.6e} p = {system.momentum()}")
    for b in system.bodies:
        print(f"{b.name:>8}: {b.pos.x:10.5f} {b.pos.y:10.5f}")


main()
