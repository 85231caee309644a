"""Gravity in three dimensions: vectors as objects, leapfrog, and a flat-list kernel."""
import math


class Vector:
    __slots__ = ("x", "y", "z")

    def __init__(self, x=0.0, y=0.0, z=0.0):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    __rmul__ = __mul__

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def __repr__(self):
        return f"({self.x:.6f}, {self.y:.6f}, {self.z:.6f})"


class Body:
    def __init__(self, name, mass, position, velocity):
        self.name = name
        self.mass = mass
        self.position = Vector(*position)
        self.velocity = Vector(*velocity)

    @property
    def kinetic(self):
        return 0.5 * self.mass * self.velocity.dot(self.velocity)


class System:
    softening = 1e-4

    def __init__(self, bodies):
        self.bodies = bodies

    def energy(self):
        total = sum(body.kinetic for body in self.bodies)
        for i, a in enumerate(self.bodies):
            for b in self.bodies[i + 1:]:
                gap = a.position - b.position
                total -= a.mass * b.mass / math.sqrt(gap.dot(gap) + self.softening)
        return total

    def kick(self, dt):
        bodies = self.bodies
        for i in range(len(bodies)):
            a = bodies[i]
            for j in range(i + 1, len(bodies)):
                b = bodies[j]
                gap = b.position - a.position
                square = gap.dot(gap) + self.softening
                pull = gap * (dt / (square * math.sqrt(square)))
                a.velocity = a.velocity + pull * b.mass
                b.velocity = b.velocity - a.mass * pull

    def drift(self, dt):
        for body in self.bodies:
            body.position = body.position + body.velocity * dt

    def run(self, steps, dt):
        for _ in range(steps):
            self.drift(dt / 2)
            self.kick(dt)
            self.drift(dt / 2)


def ring(count, radius):
    yield Body("sun", 10.0, (0, 0, 0), (0, 0, 0))
    speed = math.sqrt(10.0 / radius)
    for n in range(count):
        angle = 2 * math.pi * n / count
        c, s = math.cos(angle), math.sin(angle)
        yield Body(f"p{n}", 0.01 * (n + 1), (radius * c, radius * s, 0.02 * n),
                   (-speed * s, speed * c, 0.0))


def flat(particles, steps, dt):
    """Two-dimensional charges in a box, everything in lists of floats."""
    xs = [0.1 + 0.8 * ((7 * i) % particles) / particles for i in range(particles)]
    ys = [0.1 + 0.8 * ((11 * i) % particles) / particles for i in range(particles)]
    vx = [0.0] * particles
    vy = [0.0] * particles
    bounces = 0
    for _ in range(steps):
        for i in range(particles):
            xi, yi = xs[i], ys[i]
            fx = fy = 0.0
            for j in range(particles):
                if i != j:
                    dx, dy = xi - xs[j], yi - ys[j]
                    inverse = 0.001 / (dx * dx + dy * dy + 0.01)
                    fx += dx * inverse
                    fy += dy * inverse
            vx[i] += fx * dt
            vy[i] += fy * dt
        for i in range(particles):
            xs[i] += vx[i] * dt
            ys[i] += vy[i] * dt
            if not 0.0 <= xs[i] <= 1.0:
                vx[i] = -vx[i]
                bounces += 1
            if not 0.0 <= ys[i] <= 1.0:
                vy[i] = -vy[i]
                bounces += 1
    return bounces, sum(xs), sum(ys)


system = System(list(ring(6, 2.0)))
print(f"before {system.energy():.9f}")
system.run(3100, 0.01)
print(f"after  {system.energy():.9f}")
for body in system.bodies[:3]:
    print(body.name, body.position, body.velocity)
print("flat {} {:.9f} {:.9f}".format(*flat(30, 380, 0.5)))
