"""Event-driven process scheduler: priorities, time slices, I/O, semaphores, round robin."""

READY, RUNNING, BLOCKED, DONE = "ready", "running", "blocked", "done"


class Process:
    __slots__ = ("pid", "priority", "program", "pc", "state", "cpu", "waited", "wake", "since")

    def __init__(self, pid: int, priority: int, program: list):
        self.pid = pid
        self.priority = priority
        self.program = program
        self.pc = 0
        self.state = READY
        self.cpu = 0
        self.waited = 0
        self.wake = 0
        self.since = 0

    @property
    def finished(self) -> bool:
        return self.pc >= len(self.program)


class Instruction:
    cost = 1

    def execute(self, proc, kernel) -> bool:
        """Return True if the process may continue."""
        raise NotImplementedError


class Compute(Instruction):
    def __init__(self, cost):
        self.cost = cost

    def execute(self, proc, kernel):
        kernel.work = (kernel.work * 33 + proc.pid * self.cost) & 0xFFFFFF
        return True


class IO(Instruction):
    def __init__(self, delay):
        self.delay = delay

    def execute(self, proc, kernel):
        kernel.sleep(proc, self.delay)
        return False


class Acquire(Instruction):
    def __init__(self, sem):
        self.sem = sem

    def execute(self, proc, kernel):
        return kernel.sems[self.sem].acquire(proc)


class Release(Acquire):
    def execute(self, proc, kernel):
        woken = kernel.sems[self.sem].release()
        if woken is not None:
            kernel.ready(woken)
        return True


class Semaphore:
    def __init__(self, n):
        self.n = n
        self.waiters = []
        self.contended = 0

    def acquire(self, proc):
        if self.n > 0:
            self.n -= 1
            return True
        self.waiters.append(proc)
        proc.state = BLOCKED
        self.contended += 1
        return False

    def release(self):
        if self.waiters:
            return self.waiters.pop(0)
        self.n += 1
        return None


class Kernel:
    LEVELS = 4
    SLICE = 6

    def __init__(self):
        self.clock = self.work = self.switches = 0
        self.queues = [[] for _ in range(self.LEVELS)]
        self.sleeping = []
        self.sems = {"disk": Semaphore(1), "net": Semaphore(2)}
        self.alive = 0

    def spawn(self, proc):
        self.alive += 1
        self.ready(proc)

    def ready(self, proc):
        proc.state = READY
        proc.since = self.clock
        self.queues[proc.priority].append(proc)

    def sleep(self, proc, delay):
        proc.state = BLOCKED
        proc.wake = self.clock + delay
        self.sleeping.append(proc)

    def wake(self):
        due = [p for p in self.sleeping if p.wake <= self.clock]
        if due:
            self.sleeping = [p for p in self.sleeping if p.wake > self.clock]
            for p in sorted(due, key=lambda p: (p.wake, p.pid)):
                self.ready(p)

    def pick(self):
        for q in self.queues:
            if q:
                return q.pop(0)
        return None

    def run(self):
        while self.alive:
            self.wake()
            proc = self.pick()
            if proc is None:
                self.clock += 1
                continue
            self.switches += 1
            proc.waited += self.clock - proc.since
            proc.state = RUNNING
            budget = self.SLICE
            while budget > 0 and not proc.finished:
                ins = proc.program[proc.pc]
                proc.pc += 1
                self.clock += ins.cost
                proc.cpu += ins.cost
                budget -= ins.cost
                if not ins.execute(proc, self):
                    break
            if proc.finished and proc.state is not BLOCKED:
                proc.state = DONE
                self.alive -= 1
            elif proc.state == RUNNING:
                self.ready(proc)


def make_program(seed, n):
    prog = []
    for _ in range(n):
        seed = (seed * 16807) % 2147483647
        k = seed % 10
        if k < 5:
            prog.append(Compute(seed % 4 + 1))
        elif k < 7:
            prog.append(IO(seed % 30 + 1))
        else:
            sem = "disk" if k == 7 else "net"
            prog += [Acquire(sem), Compute(2), Release(sem)]
    return prog


def main():
    for rnd in range(18):
        k = Kernel()
        procs = [Process(i, (i * 7 + rnd) % 4, make_program(i * 31 + rnd + 1, 600)) for i in range(1, 41)]
        for p in procs:
            k.spawn(p)
        k.run()
        print(rnd, k.clock, k.switches, k.work, [s.contended for s in k.sems.values()],
              sum(p.cpu for p in procs), sum(p.waited for p in procs), {p.state for p in procs})


main()
