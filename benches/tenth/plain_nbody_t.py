"""Gravity between bodies and a box of bouncing particles, all on instances."""
import math
import random


class Vec:
    __slots__ = ("x", "y", "z")

    def __init__(self, x: float, y: float, z: float) -> None:
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(self.x + o.x, self.y + o.y, self.z + o.z)

    def __sub__(self, o: "Vec") -> "Vec":
        return Vec(self.x - o.x, self.y - o.y, self.z - o.z)

    def __mul__(self, k: float) -> "Vec":
        return Vec(self.x * k, self.y * k, self.z * k)

    def __iadd__(self, o: "Vec") -> "Vec":
        self.x += o.x
        self.y += o.y
        self.z += o.z
        return self

    def dot(self, o: "Vec") -> float:
        return self.x * o.x + self.y * o.y + self.z * o.z


class Body:
    def __init__(self, name: str, mass: float, pos: Vec, vel: Vec) -> None:
        self.name, self.mass, self.pos, self.vel = name, mass, pos, vel

    def kinetic(self) -> float:
        return 0.5 * self.mass * self.vel.dot(self.vel)


class System:
    def __init__(self, bodies: list[Body]) -> None:
        self.bodies = bodies
        self.pairs = [(a, b) for i, a in enumerate(bodies) for b in bodies[i + 1:]]

    def step(self, dt: float) -> None:
        for a, b in self.pairs:
            d = a.pos - b.pos
            r2 = d.dot(d) + 0.01
            mag = dt / (r2 * math.sqrt(r2))
            a.vel += d * (-b.mass * mag)
            b.vel += d * (a.mass * mag)
        for b in self.bodies:
            b.pos += b.vel * dt

    def energy(self) -> float:
        e = sum(b.kinetic() for b in self.bodies)
        for a, b in self.pairs:
            d = a.pos - b.pos
            e -= a.mass * b.mass / math.sqrt(d.dot(d) + 0.01)
        return e


class Particle(Body):
    bounces = 0

    def move(self, dt: float, size: float) -> None:
        self.pos += self.vel * dt
        p, v = self.pos, self.vel
        for axis in ("x", "y", "z"):
            c = getattr(p, axis)
            if not 0.0 <= c <= size:
                setattr(v, axis, -getattr(v, axis))
                setattr(p, axis, -c if c < 0 else 2 * size - c)
                Particle.bounces += 1


def main() -> None:
    rng = random.Random(12)
    rv = lambda k: Vec(rng.uniform(-k, k), rng.uniform(-k, k), rng.uniform(-k, k))
    system = System([Body("sun", 40.0, Vec(0, 0, 0), Vec(0, 0, 0))]
                    + [Body(f"p{i}", 0.1 + 0.05 * i, rv(10), rv(1)) for i in range(7)])
    print("energy %.9f" % system.energy())
    for _ in range(6000):
        system.step(0.002)
    print("energy %.9f" % system.energy())
    print(max(system.bodies, key=Body.kinetic).name)
    box = [Particle(f"q{i}", 1.0, Vec(5, 5, 5) + rv(4), rv(3)) for i in range(300)]
    for _ in range(1200):
        for p in box:
            p.move(0.05, 10.0)
    centre = sum((p.pos.x for p in box), 0.0) / len(box)
    print("bounces", Particle.bounces, "centre %.9f" % centre,
          "kinetic %.9f" % sum(p.kinetic() for p in box))


main()
