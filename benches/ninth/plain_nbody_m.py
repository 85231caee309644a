"""Gravity with vector and body classes: leapfrog integration, energy drift, closest encounter."""
from math import sqrt

DAYS = 365.24
SOLAR = 39.47841760435743


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x, self.y, self.z = x, y, z

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k, self.z * k)

    def __iadd__(self, o):
        self.x += o.x
        self.y += o.y
        self.z += o.z
        return self

    def dot(self, o):
        return self.x * o.x + self.y * o.y + self.z * o.z

    def __repr__(self):
        return f"({self.x:.6f}, {self.y:.6f}, {self.z:.6f})"


class Body:
    def __init__(self, name, mass, pos, vel):
        self.name = name
        self.mass = mass * SOLAR
        self.pos = pos
        self.vel = vel * DAYS
        self.force = Vec()

    @property
    def kinetic(self):
        return 0.5 * self.mass * self.vel.dot(self.vel)

    @property
    def momentum(self):
        return self.vel * self.mass


class System:
    def __init__(self, *bodies):
        self.bodies = list(bodies)
        self.pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]
        self.closest = (1e9, "", "")
        total = Vec()
        for body in bodies:
            total += body.momentum
        self.bodies[0].vel = self.bodies[0].vel - total * (1.0 / self.bodies[0].mass)

    def energy(self):
        kinetic = sum(body.kinetic for body in self.bodies)
        potential = 0.0
        for a, b in self.pairs:
            gap = a.pos - b.pos
            potential += a.mass * b.mass / sqrt(gap.dot(gap))
        return kinetic - potential

    def accelerate(self, dt):
        for a, b in self.pairs:
            gap = a.pos - b.pos
            d2 = gap.dot(gap)
            pull = dt / (d2 * sqrt(d2))
            a.vel += gap * (-b.mass * pull)
            b.vel += gap * (a.mass * pull)
            if d2 < self.closest[0]:
                self.closest = (d2, a.name, b.name)

    def drift(self, dt):
        for body in self.bodies:
            body.pos += body.vel * dt

    def run(self, steps, dt):
        for _ in range(steps):
            self.drift(dt / 2)
            self.accelerate(dt)
            self.drift(dt / 2)


def main():
    system = System(
        Body("sun", 1.0, Vec(), Vec()),
        Body("jupiter", 9.54791938424326609e-04,
             Vec(4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01),
             Vec(1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05)),
        Body("saturn", 2.85885980666130812e-04,
             Vec(8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01),
             Vec(-2.76742510726411899e-03, 4.99852801234917238e-03, 2.30417297573763929e-05)),
        Body("uranus", 4.36624404335156298e-05,
             Vec(1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01),
             Vec(2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05)),
        Body("comet", 1.0e-09, Vec(2.0, 0.5, 0.3), Vec(-0.004, 0.012, 0.001)),
    )
    before = system.energy()
    for checkpoint in range(4):
        system.run(steps=3500, dt=0.005)
        print(f"{checkpoint}: energy {system.energy():.9f} comet {system.bodies[-1].pos}")
    print("drift small:", abs(system.energy() - before) < 1e-3)
    print(f"closest {sqrt(system.closest[0]):.6f} {system.closest[1]} {system.closest[2]}")


if __name__ == "__main__":
    main()
