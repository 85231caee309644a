"""Operating system kernel simulation (Richards style) with tasks passing packets."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEV_A, DEV_B = range(6)
K_DEV, K_WORK = 0, 1
BUFSIZE = 4


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFSIZE

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class Task:
    def __init__(self, kernel, ident, priority, queue=None, waiting=False):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.input = queue
        self.pending = queue is not None
        self.waiting = waiting
        self.holding = False

    def run(self, packet):
        raise NotImplementedError

    @property
    def blocked(self):
        return self.holding or (not self.pending and self.waiting)

    def add_packet(self, packet, current):
        if self.input is None:
            self.input = packet
            self.pending = True
            if self.priority > current.priority:
                return self
        else:
            packet.append_to(self.input)
        return current

    def resume(self):
        packet = None
        if self.waiting and self.pending:
            packet = self.input
            self.input = packet.link
            self.waiting = False
            self.pending = self.input is not None
        return self.run(packet)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.holds += 1
        self.holding = True
        return self.kernel.next_after(self)

    def release(self, ident):
        task = self.kernel.tasks[ident]
        task.holding = False
        return task if task.priority > self.priority else self

    def queue_packet(self, packet):
        target = self.kernel.tasks[packet.ident]
        self.kernel.queued += 1
        packet.link = None
        packet.ident = self.ident
        return target.add_packet(packet, self)


class IdleTask(Task):
    def __init__(self, *args, count=10000, **kw):
        super().__init__(*args, **kw)
        self.control = 1
        self.count = count

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEV_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEV_B)


class WorkTask(Task):
    dest = HANDLER_A
    letter = 0

    def run(self, packet):
        if packet is None:
            return self.wait()
        self.dest = HANDLER_B if self.dest == HANDLER_A else HANDLER_A
        packet.ident = self.dest
        packet.datum = 0
        for i in range(BUFSIZE):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.queue_packet(packet)


class HandlerTask(Task):
    work = None
    device = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == K_WORK:
                self.work = packet.append_to(self.work)
            else:
                self.device = packet.append_to(self.device)
        if self.work is None:
            return self.wait()
        work = self.work
        if work.datum >= BUFSIZE:
            self.work = work.link
            return self.queue_packet(work)
        if self.device is None:
            return self.wait()
        dev = self.device
        self.device = dev.link
        dev.datum = work.data[work.datum]
        work.datum += 1
        return self.queue_packet(dev)


class DeviceTask(Task):
    held = None

    def run(self, packet):
        if packet is None:
            if self.held is None:
                return self.wait()
            packet, self.held = self.held, None
            return self.queue_packet(packet)
        self.held = packet
        return self.hold()


class Kernel:
    def __init__(self, count):
        self.holds = self.queued = self.steps = 0
        dev = lambda ident: Packet(Packet(Packet(None, ident, K_DEV), ident, K_DEV), ident, K_DEV)
        self.tasks = [
            IdleTask(self, IDLE, 0, count=count),
            WorkTask(self, WORKER, 1000, Packet(Packet(None, WORKER, K_WORK), WORKER, K_WORK), waiting=True),
            HandlerTask(self, HANDLER_A, 2000, dev(DEV_A), waiting=True),
            HandlerTask(self, HANDLER_B, 3000, dev(DEV_B), waiting=True),
            DeviceTask(self, DEV_A, 4000, waiting=True),
            DeviceTask(self, DEV_B, 5000, waiting=True),
        ]
        self.order = sorted(self.tasks, key=lambda t: -t.priority)
        for task, nxt in zip(self.order, self.order[1:] + [None]):
            task.next = nxt

    def next_after(self, task):
        return task.next

    def schedule(self):
        task = self.order[0]
        while task is not None:
            if task.blocked:
                task = task.next
            else:
                self.steps += 1
                task = task.resume()


for size in (1000, 5000, 20000, 120000):
    kernel = Kernel(size)
    kernel.schedule()
    print(f"count={size} queued={kernel.queued} holds={kernel.holds} steps={kernel.steps}")
