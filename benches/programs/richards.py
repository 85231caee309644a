# Richards: a small operating system's scheduler, in classes and method calls (after Martin Richards' benchmark).
IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEV, WORK = 0, 1


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel, ident, priority, queue):
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.pending = queue is not None
        self.waiting = True
        self.holding = False
        kernel.tasks[ident] = self
        kernel.order.append(self)
        kernel.order.sort(key=lambda t: -t.priority)

    def runnable(self):
        return not self.holding and (self.pending or not self.waiting)

    def add(self, packet, old):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > old.priority:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def step(self):
        message = None
        if self.waiting and self.pending:
            message = self.queue
            self.queue = message.link
            self.pending = self.queue is not None
            self.waiting = False
        return self.run(message)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.holds += 1
        self.holding = True
        return self.kernel.first_runnable()

    def release(self, ident):
        task = self.kernel.tasks[ident]
        task.holding = False
        return task if task.priority > self.priority else self

    def send(self, packet):
        target = self.kernel.tasks[packet.ident]
        self.kernel.packets += 1
        packet.link = None
        packet.ident = self.ident
        return target.add(packet, self)


class IdleTask(Task):
    def __init__(self, kernel, count):
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def run(self, message):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, kernel, queue):
        super().__init__(kernel, WORKER, 1000, queue)
        self.destination = HANDLER_A
        self.letter = 0

    def run(self, message):
        if message is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        message.ident = self.destination
        message.datum = 0
        for i in range(4):
            self.letter = self.letter % 26 + 1
            message.data[i] = 64 + self.letter
        return self.send(message)


class HandlerTask(Task):
    def __init__(self, kernel, ident, priority, queue, device):
        super().__init__(kernel, ident, priority, queue)
        self.device = device
        self.work = None
        self.devices = None

    def run(self, message):
        if message is not None:
            if message.kind == WORK:
                self.work = message.append_to(self.work)
            else:
                self.devices = message.append_to(self.devices)
        if self.work is not None:
            work = self.work
            if work.datum >= 4:
                self.work = work.link
                return self.send(work)
            if self.devices is not None:
                packet = self.devices
                self.devices = packet.link
                packet.datum = work.data[work.datum]
                work.datum += 1
                packet.ident = self.device
                return self.send(packet)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, kernel, ident, priority):
        super().__init__(kernel, ident, priority, None)
        self.packet = None

    def run(self, message):
        if message is None:
            if self.packet is None:
                return self.wait()
            packet, self.packet = self.packet, None
            return self.send(packet)
        self.packet = message
        return self.hold()


class Kernel:
    def __init__(self):
        self.tasks = [None] * 6
        self.order = []
        self.packets = self.holds = 0

    def first_runnable(self):
        for t in self.order:
            if t.runnable():
                return t
        return None

    def run(self):
        current = self.first_runnable()
        while current is not None:
            if current.runnable():
                current = current.step()
            else:
                current = self.first_runnable()


def simulate(count):
    k = Kernel()
    IdleTask(k, count)
    WorkTask(k, Packet(Packet(None, WORKER, WORK), WORKER, WORK))
    for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
        queue = Packet(Packet(Packet(None, device, DEV), device, DEV), device, DEV)
        HandlerTask(k, handler, priority, queue, device)
        DeviceTask(k, device, priority + 2000)
    k.run()
    return k.packets, k.holds


for _ in range(4):
    result = simulate(10_000)
print(result)
