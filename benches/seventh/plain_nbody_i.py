"""Planets on instances: velocity-Verlet integration with energy and momentum."""
import math


class Body:
    def __init__(self, name, mass, x, y, z, vx, vy, vz):
        self.name = name
        self.mass = mass
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.ax = self.ay = self.az = 0.0

    def kick(self, dt):
        self.vx += self.ax * dt
        self.vy += self.ay * dt
        self.vz += self.az * dt

    def drift(self, dt):
        self.x += self.vx * dt
        self.y += self.vy * dt
        self.z += self.vz * dt

    def kinetic(self):
        return 0.5 * self.mass * (self.vx ** 2 + self.vy ** 2 + self.vz ** 2)


class System:
    def __init__(self, bodies):
        self.bodies = bodies
        self.pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
        self.accelerate()

    def accelerate(self):
        for b in self.bodies:
            b.ax = b.ay = b.az = 0.0
        for a, b in self.pairs:
            dx = b.x - a.x
            dy = b.y - a.y
            dz = b.z - a.z
            d2 = dx * dx + dy * dy + dz * dz + 1e-6
            inv = 1.0 / (d2 * math.sqrt(d2))
            fa = b.mass * inv
            fb = a.mass * inv
            a.ax += dx * fa
            a.ay += dy * fa
            a.az += dz * fa
            b.ax -= dx * fb
            b.ay -= dy * fb
            b.az -= dz * fb

    def step(self, dt):
        half = dt / 2
        for b in self.bodies:
            b.kick(half)
            b.drift(dt)
        self.accelerate()
        for b in self.bodies:
            b.kick(half)

    def energy(self):
        e = sum(b.kinetic() for b in self.bodies)
        for a, b in self.pairs:
            d = math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2)
            e -= a.mass * b.mass / d
        return e

    def momentum(self):
        return sum(b.mass * b.vx for b in self.bodies), sum(b.mass * b.vy for b in self.bodies)


def make():
    bodies = [Body("star", 1.0, 0, 0, 0, 0, 0, 0)]
    for k, (mass, r) in enumerate([(1e-4, 0.7), (3e-4, 1.0), (5e-5, 1.6), (1e-3, 3.2), (2e-4, 5.0)]):
        angle = 1.3 * k
        v = math.sqrt(1.0 / r)
        bodies.append(Body(f"p{k}", mass, r * math.cos(angle), r * math.sin(angle), 0.02 * k,
                           -v * math.sin(angle), v * math.cos(angle), 0.01))
    return System(bodies)


def main():
    system = make()
    start = system.energy()
    for block in range(4):
        for _ in range(15500):
            system.step(0.004)
        p = system.bodies[2]
        print(f"{block} {p.name} {p.x:.5f} {p.y:.5f} {p.z:.5f}")
    end = system.energy()
    print(f"energy {start:.7f} drift {abs(end - start) < 1e-5}")
    print("momentum %.7f %.7f" % system.momentum())


main()
