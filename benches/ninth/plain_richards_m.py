"""A little operating system in the spirit of the Richards benchmark: tasks with priorities
exchange packets with devices, are held, woken up and preempted by the scheduler."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
NAMES = ["idle", "worker", "handler-a", "handler-b", "device-a", "device-b"]
KIND_DEV, KIND_WORK = 1, 2
BUFFER = 4


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFFER

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class State:
    def __init__(self, *, pending=False, waiting=False, holding=False):
        self.pending = pending
        self.waiting = waiting
        self.holding = holding

    @property
    def runnable(self):
        return not self.holding and (self.pending or not self.waiting)

    def must_take_packet(self):
        return self.pending and self.waiting and not self.holding


class Task:
    def __init__(self, system, ident, priority, queue, state):
        self.system = system
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.state = state
        self.runs = 0
        system.add(self)

    def step(self, packet):
        raise NotImplementedError

    def deliver(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            self.state.pending = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender

    def wait(self):
        self.state.waiting = True
        return self

    def hold(self):
        self.system.holds += 1
        self.state.holding = True
        return self.link

    def release(self, ident):
        task = self.system.find(ident)
        task.state.holding = False
        return task if task.priority > self.priority else self

    def send(self, packet):
        target = self.system.find(packet.ident)
        self.system.packets += 1
        packet.link = None
        packet.ident = self.ident
        return target.deliver(packet, self)

    def run(self):
        packet = None
        if self.state.must_take_packet():
            packet = self.queue
            self.queue = packet.link
            self.state.waiting = False
            self.state.pending = self.queue is not None
        self.runs += 1
        return self.step(packet)


class IdleTask(Task):
    def __init__(self, system, count):
        super().__init__(system, IDLE, 0, None, State())
        self.control = 1
        self.count = count

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1:
            self.control = self.control // 2 ^ 0xD008
            return self.release(DEVICE_B)
        self.control //= 2
        return self.release(DEVICE_A)


class WorkTask(Task):
    def __init__(self, system, priority, queue):
        super().__init__(system, WORKER, priority, queue, State(pending=True, waiting=True))
        self.turn = HANDLER_A
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.turn = HANDLER_B if self.turn == HANDLER_A else HANDLER_A
        packet.ident = self.turn
        packet.datum = 0
        for i in range(BUFFER):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, system, ident, priority, queue, device):
        super().__init__(system, ident, priority, queue, State(pending=True, waiting=True))
        self.device = device
        self.work_in = None
        self.device_in = None
        self.digest = 0

    def step(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)
        work = self.work_in
        if work is not None:
            if work.datum >= BUFFER:
                self.work_in = work.link
                return self.send(work)
            if (free := self.device_in) is not None:
                self.device_in = free.link
                free.datum = work.data[work.datum]
                free.ident = self.device
                work.datum += 1
                self.digest = (self.digest * 31 + free.datum) % 65_521
                return self.send(free)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, system, ident, priority):
        super().__init__(system, ident, priority, None, State(waiting=True))
        self.current = None
        self.written = 0

    def step(self, packet):
        if packet is None:
            if self.current is None:
                return self.wait()
            done, self.current = self.current, None
            return self.send(done)
        self.current = packet
        self.written += packet.datum
        return self.hold()


class System:
    def __init__(self):
        self.table = [None] * 6
        self.tasks = None
        self.packets = 0
        self.holds = 0

    def add(self, task):
        task.link = self.tasks
        self.tasks = task
        self.table[task.ident] = task

    def find(self, ident):
        task = self.table[ident]
        if task is None:
            raise LookupError(ident)
        return task

    def schedule(self):
        task = self.tasks
        switches = 0
        while task is not None:
            if task.state.runnable:
                switches += 1
                task = task.run()
            else:
                task = task.link
        return switches


def packets(owner, kind, n):
    queue = None
    for _ in range(n):
        queue = Packet(queue, owner, kind)
    return queue


def build(count):
    system = System()
    IdleTask(system, count)
    WorkTask(system, 1000, packets(WORKER, KIND_WORK, 2))
    for queue_size, handler, device, priority in ((3, HANDLER_A, DEVICE_A, 2000), (3, HANDLER_B, DEVICE_B, 3000)):
        HandlerTask(system, handler, priority, packets(device, KIND_DEV, queue_size), device)
    DeviceTask(system, DEVICE_A, 4000)
    DeviceTask(system, DEVICE_B, 5000)
    return system


def main():
    for count in (1000, 9000, 30000):
        system = build(count)
        switches = system.schedule()
        print(f"idle={count} switches={switches} packets={system.packets} holds={system.holds}")
        print("  runs", {NAMES[t.ident]: t.runs for t in system.table})
        print("  digests", system.find(HANDLER_A).digest, system.find(HANDLER_B).digest,
              "written", system.find(DEVICE_A).written, system.find(DEVICE_B).written)


if __name__ == "__main__":
    main()
