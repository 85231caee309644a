# Bouncing particles in a box with springs and gravity; plain attribute maths.
from math import sqrt
from random import Random

rng = Random(1234)


class Particle:
    def __init__(self, x, y, vx=0.0, vy=0.0, radius=1.0, mass=None):
        self.x = x
        self.y = y
        self.vx = vx
        self.vy = vy
        self.fx = 0.0
        self.fy = 0.0
        self.radius = radius
        self.mass = mass if mass is not None else radius * radius
        self.bounces = 0

    def apply(self, fx, fy):
        self.fx += fx
        self.fy += fy

    def integrate(self, dt):
        self.vx += self.fx / self.mass * dt
        self.vy += self.fy / self.mass * dt
        self.x += self.vx * dt
        self.y += self.vy * dt
        self.fx = self.fy = 0.0

    def keep_inside(self, width, height, restitution=0.9):
        if self.x < self.radius:
            self.x = self.radius
            self.vx = abs(self.vx) * restitution
            self.bounces += 1
        elif self.x > width - self.radius:
            self.x = width - self.radius
            self.vx = -abs(self.vx) * restitution
            self.bounces += 1
        if self.y < self.radius:
            self.y = self.radius
            self.vy = abs(self.vy) * restitution
            self.bounces += 1
        elif self.y > height - self.radius:
            self.y = height - self.radius
            self.vy = -abs(self.vy) * restitution
            self.bounces += 1


class Spring:
    def __init__(self, a, b, k=4.0, damping=0.1):
        self.a, self.b = a, b
        self.k = k
        self.damping = damping
        self.rest = sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)

    def apply(self):
        a, b = self.a, self.b
        dx = b.x - a.x
        dy = b.y - a.y
        dist = sqrt(dx * dx + dy * dy) or 1e-9
        rel = ((b.vx - a.vx) * dx + (b.vy - a.vy) * dy) / dist
        force = self.k * (dist - self.rest) + self.damping * rel
        ux, uy = dx / dist, dy / dist
        a.apply(force * ux, force * uy)
        b.apply(-force * ux, -force * uy)


def collide(p, q):
    dx = q.x - p.x
    dy = q.y - p.y
    reach = p.radius + q.radius
    d2 = dx * dx + dy * dy
    if d2 >= reach * reach or d2 == 0:
        return False
    d = sqrt(d2)
    nx, ny = dx / d, dy / d
    rel = (p.vx - q.vx) * nx + (p.vy - q.vy) * ny
    if rel <= 0:
        return False
    j = 2 * rel / (p.mass + q.mass)
    p.vx -= j * q.mass * nx
    p.vy -= j * q.mass * ny
    q.vx += j * p.mass * nx
    q.vy += j * p.mass * ny
    return True


class World:
    def __init__(self, width=100.0, height=100.0, gravity=9.8):
        self.width, self.height, self.gravity = width, height, gravity
        self.particles = []
        self.springs = []
        self.hits = 0

    def populate(self, n):
        for _ in range(n):
            self.particles.append(Particle(
                rng.random() * self.width, rng.random() * self.height,
                vx=rng.random() * 20 - 10, vy=rng.random() * 20 - 10,
                radius=0.5 + rng.random() * 1.5))
        ps = self.particles
        self.springs = [Spring(a, b) for a, b in zip(ps[::2], ps[1::2])]

    def step(self, dt):
        for s in self.springs:
            s.apply()
        for p in self.particles:
            p.apply(0.0, -self.gravity * p.mass)
            p.integrate(dt)
            p.keep_inside(self.width, self.height)
        ps = self.particles
        n = len(ps)
        for i in range(n):
            p = ps[i]
            for k in range(i + 1, n):
                q = ps[k]
                if abs(p.x - q.x) < 4.0 and collide(p, q):
                    self.hits += 1


world = World()
world.populate(60)
for frame in range(1, 4501):
    world.step(0.01)
    if frame % 500 == 0:
        ke = sum(0.5 * p.mass * (p.vx ** 2 + p.vy ** 2) for p in world.particles)
        print(frame, world.hits, sum(p.bounces for p in world.particles), f'{ke:.3f}')
