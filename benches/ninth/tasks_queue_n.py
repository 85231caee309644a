"""Hospital triage: patients arrive in a PriorityQueue, doctors treat them, unfinished
cases go back with another priority, bills go to a LifoQueue that a clerk empties."""
import asyncio
import random


class Patient:
    serial = 0

    def __init__(self, severity, needs):
        Patient.serial += 1
        self.ident = Patient.serial
        self.severity = severity
        self.needs = needs
        self.visits = 0

    def __lt__(self, other):
        return (self.severity, self.ident) < (other.severity, other.ident)

    def __repr__(self):
        return f"<Patient {self.ident} sev={self.severity} needs={self.needs}>"


class Hospital:
    def __init__(self):
        self.waiting = asyncio.PriorityQueue(maxsize=64)
        self.bills = asyncio.LifoQueue()
        self.returned = 0
        self.treated_by = {}
        self.longest = None

    async def admit(self, gate, count):
        rng = random.Random(gate)
        for _ in range(count):
            await self.waiting.put(Patient(rng.randint(1, 9), rng.randint(1, 3)))

    async def doctor(self, name, skill):
        self.treated_by[name] = 0
        while True:
            patient = await self.waiting.get()
            patient.visits += 1
            patient.needs -= skill
            if patient.needs > 0 and not self.waiting.full():
                patient.severity = max(1, patient.severity - 1)
                self.waiting.put_nowait(patient)
                self.returned += 1
            else:
                self.treated_by[name] += 1
                self.bills.put_nowait((patient.ident, 40 * patient.visits + patient.severity))
                if self.longest is None or patient.visits > self.longest.visits:
                    self.longest = patient
            self.waiting.task_done()
            if patient.ident % 4 == 0:
                await asyncio.sleep(0)

    async def clerk(self, ledger):
        while True:
            ident, amount = await self.bills.get()
            ledger["income"] += amount
            ledger["digest"] = (ledger["digest"] * 33 ^ ident) & 0xFFFFFF
            ledger["bills"] += 1
            self.bills.task_done()


async def main():
    hospital = Hospital()
    ledger = dict(income=0, digest=5381, bills=0)
    gates = [asyncio.create_task(hospital.admit(g, 1700)) for g in range(6)]
    staff = [asyncio.create_task(hospital.doctor(n, skill))
             for n, skill in [("ada", 1), ("ben", 1), ("cleo", 2), ("dov", 1)]]
    clerk = asyncio.create_task(hospital.clerk(ledger))
    await asyncio.gather(*gates)
    await hospital.waiting.join()
    await hospital.bills.join()
    for task in (*staff, clerk):
        task.cancel()
    ends = await asyncio.gather(*staff, clerk, return_exceptions=True)
    print("cancelled", sum(isinstance(e, asyncio.CancelledError) for e in ends))
    print("returned", hospital.returned, "longest", hospital.longest)
    for name in sorted(hospital.treated_by):
        print(f"{name:5s}{hospital.treated_by[name]:7d}")
    print("ledger", ledger)


asyncio.run(main())
