"""A small operating system: devices, a worker and handlers pass packets about."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
K_DEV, K_WORK = 0, 1
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
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class IdleState:
    def __init__(self, count):
        self.control = 1
        self.count = count


class WorkerState:
    def __init__(self):
        self.dest = HANDLER_A
        self.letter = 0


class HandlerState:
    def __init__(self):
        self.work = None
        self.device = None


class DeviceState:
    def __init__(self):
        self.pending = None


class Task:
    def __init__(self, kernel, ident, priority, queue, state):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.state = state
        self.packet_pending = queue is not None
        self.waiting = queue is not None
        self.holding = False
        self.next = kernel.tasks
        kernel.tasks = self
        kernel.table[ident] = self

    def ready(self):
        self.packet_pending = self.waiting = self.holding = False
        return self

    def blocked(self):
        return self.holding or (not self.packet_pending and self.waiting)

    def run_ready(self):
        packet = None
        if self.waiting and self.packet_pending and not self.holding:
            packet = self.queue
            self.queue = packet.link
            self.waiting = False
            self.packet_pending = self.queue is not None
        return self.run(packet, self.state)

    def add_packet(self, packet, old):
        if self.queue is None:
            self.queue = packet
            self.packet_pending = True
            if self.priority > old.priority:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.holds += 1
        self.holding = True
        return self.next

    def release(self, ident):
        t = self.kernel.find(ident)
        t.holding = False
        return t if t.priority > self.priority else self

    def send(self, packet):
        t = self.kernel.find(packet.ident)
        self.kernel.sends += 1
        packet.link = None
        packet.ident = self.ident
        return t.add_packet(packet, self)

    def run(self, packet, state):
        raise NotImplementedError


class IdleTask(Task):
    def run(self, packet, state):
        state.count -= 1
        if state.count == 0:
            return self.hold()
        if state.control & 1 == 0:
            state.control //= 2
            return self.release(DEVICE_A)
        state.control = state.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def run(self, packet, state):
        if packet is None:
            return self.wait()
        dest = state.dest = HANDLER_B if state.dest == HANDLER_A else HANDLER_A
        packet.ident = dest
        packet.datum = 0
        for i in range(BUFFER):
            state.letter += 1
            if state.letter > 26:
                state.letter = 1
            packet.data[i] = 64 + state.letter
        return self.send(packet)


class HandlerTask(Task):
    def run(self, packet, state):
        if packet is not None:
            if packet.kind == K_WORK:
                state.work = packet.append_to(state.work)
            else:
                state.device = packet.append_to(state.device)
        work = state.work
        if work is None:
            return self.wait()
        count = work.datum
        if count >= BUFFER:
            state.work = work.link
            return self.send(work)
        dev = state.device
        if dev is None:
            return self.wait()
        state.device = dev.link
        dev.datum = work.data[count]
        work.datum = count + 1
        return self.send(dev)


class DeviceTask(Task):
    def run(self, packet, state):
        if packet is None:
            packet = state.pending
            if packet is None:
                return self.wait()
            state.pending = None
            return self.send(packet)
        state.pending = packet
        self.kernel.letters = (self.kernel.letters * 31 + packet.datum) % 1000003
        return self.hold()


class Kernel:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.holds = 0
        self.sends = 0
        self.letters = 0
        self.steps = 0

    def find(self, ident):
        t = self.table[ident]
        if t is None:
            raise LookupError(ident)
        return t

    def schedule(self):
        t = self.tasks
        while t is not None:
            self.steps += 1
            if t.blocked():
                t = t.next
            else:
                t = t.run_ready()


def chain(ident, kind, n):
    p = None
    for _ in range(n):
        p = Packet(p, ident, kind)
    return p


def simulate(count):
    k = Kernel()
    IdleTask(k, IDLE, 0, None, IdleState(count)).ready()
    WorkTask(k, WORKER, 1000, chain(0, K_WORK, 2), WorkerState())
    HandlerTask(k, HANDLER_A, 2000, chain(DEVICE_A, K_DEV, 3), HandlerState())
    HandlerTask(k, HANDLER_B, 3000, chain(DEVICE_B, K_DEV, 3), HandlerState())
    DeviceTask(k, DEVICE_A, 4000, None, DeviceState()).wait()
    DeviceTask(k, DEVICE_B, 5000, None, DeviceState()).wait()
    k.schedule()
    return k


def main():
    for count in (1000, 10000, 40000, 60000):
        k = simulate(count)
        print(count, "steps", k.steps, "holds", k.holds, "sends", k.sends, "letters", k.letters)


main()
