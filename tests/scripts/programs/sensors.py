# Many sensors read at once, alarms by threshold, a summary.
import asyncio
import math
import random


class Sensor:
    kinds = {}

    def __init_subclass__(cls, unit):
        cls.unit = unit
        Sensor.kinds[cls.__name__.lower()] = cls

    def __init__(self, ident, rng):
        self.ident, self.rng, self.t = ident, rng, 0

    async def read(self):
        await asyncio.sleep(0.001)
        self.t += 1
        if self.rng.random() < 0.1:
            raise IOError(f"{self.ident}: no answer")
        return round(self.value(), 2)


class Thermometer(Sensor, unit="°C"):
    def value(self):
        return 20 + 5 * math.sin(self.t / 3) + self.rng.uniform(-1, 1)


class Barometer(Sensor, unit="hPa"):
    def value(self):
        return 1013 + self.rng.gauss(0, 4)


class Station:
    def __init__(self, sensors):
        self.sensors, self.data, self.errors, self.alarms = sensors, {s.ident: [] for s in sensors}, 0, []

    async def sample(self):
        readings = await asyncio.gather(*(s.read() for s in self.sensors), return_exceptions=True)
        for s, r in zip(self.sensors, readings):
            if isinstance(r, OSError):
                self.errors += 1
            else:
                self.data[s.ident].append(r)
                if s.unit == "°C" and r > 24.5:
                    self.alarms.append((s.ident, r))

    async def run(self, n):
        for _ in range(n):
            await self.sample()

    def report(self):
        for s in self.sensors:
            vs = self.data[s.ident]
            mean = sum(vs) / len(vs)
            dev = math.sqrt(sum((v - mean) ** 2 for v in vs) / len(vs))
            yield f"{s.ident:<6} n={len(vs):<3} mean={mean:8.2f}{s.unit} dev={dev:5.2f} min={min(vs):g} max={max(vs):g}"


async def main():
    rng = random.Random(77)
    sensors = [Thermometer(f"t{i}", rng) for i in range(3)] + [Barometer("b0", rng)]
    st = Station(sensors)
    await st.run(20)
    print(*st.report(), sep="\n")
    print("errors", st.errors, "alarms", len(st.alarms), st.alarms[:3])
    print(sorted(Sensor.kinds))


asyncio.run(main())
