"""A bank of virtual devices: inheritance, super(), properties, class and static methods,
bound methods kept in tables and a few special methods."""


class Device:
    built = 0
    kind = "device"

    def __init__(self, ident, *, gain=1):
        self.ident = ident
        self.gain = gain
        self._level = 0
        self.listeners = []
        type(self).register()

    @classmethod
    def register(cls):
        cls.built += 1

    @staticmethod
    def clamp(value, low=0, high=1023):
        return low if value < low else high if value > high else value

    @property
    def level(self):
        return self._level

    @level.setter
    def level(self, value):
        old, self._level = self._level, self.clamp(value)
        if old != self._level:
            for listener in self.listeners:
                listener(self, old)

    def subscribe(self, listener):
        self.listeners.append(listener)
        return self

    def tick(self, now):
        self.level = self.level + self.step(now) * self.gain

    def step(self, now):
        return 1

    def __lt__(self, other):
        return (self.level, self.ident) < (other.level, other.ident)

    def __str__(self):
        return f"{self.kind}#{self.ident}={self.level}"


class Ramp(Device):
    built = 0
    kind = "ramp"

    def __init__(self, ident, *, slope=3, **options):
        super().__init__(ident, **options)
        self.slope = slope

    def step(self, now):
        if self.level >= 1000 or self.level == 0:
            self.slope = -self.slope if self.level else abs(self.slope)
        return self.slope


class Noise(Device):
    built = 0
    kind = "noise"

    def __init__(self, ident, **options):
        super().__init__(ident, **options)
        self.seed = ident * 97 + 1

    def step(self, now):
        self.seed = (self.seed * 1103515245 + 12345) % 2147483648
        return (self.seed >> 16) % 41 - 20


class DampedNoise(Noise):
    built = 0
    kind = "damped"

    def step(self, now):
        raw = super().step(now)
        return raw // 2 + (1 if now % 3 else 0)


class Meter:
    def __init__(self):
        self.changes = {}
        self.travel = 0

    def __call__(self, device, old):
        self.travel += abs(device.level - old)
        self.changes[device.kind] = self.changes.get(device.kind, 0) + 1


class Rack:
    def __init__(self, devices):
        self.devices = devices
        self.tickers = [d.tick for d in devices]

    def __iter__(self):
        return iter(self.devices)

    def __len__(self):
        return len(self.devices)

    def __getitem__(self, index):
        return self.devices[index]

    def run(self, start, stop):
        for now in range(start, stop):
            for tick in self.tickers:
                tick(now)
        return self

    def total(self):
        return sum(device.level for device in self)


def main():
    kinds = [Device, Ramp, Noise, DampedNoise]
    meter = Meter()
    rack = Rack([kinds[n % 4](n, gain=1 + n % 3).subscribe(meter) for n in range(40)])
    for phase in range(5):
        rack.run(phase * 900, phase * 900 + 900)
        print("phase", phase, "total", rack.total(), "top", max(rack), "low", min(rack))
    print("changes", sorted(meter.changes.items()), "travel", meter.travel)
    print("built", [k.built for k in kinds], len(rack))
    print("ordered", ", ".join(str(d) for d in sorted(rack)[:5]))


main()
