"""Operating-system scheduler simulation, in the spirit of the Richards benchmark."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEV_A, DEV_B = range(6)
DEVICE, WORK = "device", "work"


class Packet:
    def __init__(self, dest, kind):
        self.dest, self.kind, self.cursor, self.datum = dest, kind, 0, 0


class Task:
    def __init__(self, kernel, ident, priority, packets=()):
        self.kernel, self.ident, self.priority = kernel, ident, priority
        self.inbox = list(packets)
        self.work, self.devices, self.waiting, self.held = [], [], ident != IDLE, False
        kernel.add(self)

    def runnable(self):
        return not self.held and (not self.waiting or bool(self.inbox))

    def run_once(self):
        packet = self.inbox.pop(0) if self.waiting and self.inbox else None
        self.waiting = False
        return self.step(packet)

    def wait(self):
        self.waiting = True


class Idle(Task):
    control, count = 1, 75000

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.kernel.hold(self)
        low = self.control & 1
        self.control = self.control >> 1 ^ low * 0xD008
        return self.kernel.release(DEV_B if low else DEV_A)


class Worker(Task):
    dest, letter = HANDLER_A, 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.dest = HANDLER_A + HANDLER_B - self.dest
        packet.dest, packet.cursor = self.dest, 0
        packet.data = [65 + (self.letter + i) % 26 for i in range(4)]
        self.letter += 4
        return self.kernel.send(packet, self)


class Handler(Task):
    def step(self, packet):
        if packet is not None:
            (self.work if packet.kind == WORK else self.devices).append(packet)
        if self.work and self.work[0].cursor >= 4:
            return self.kernel.send(self.work.pop(0), self)
        if self.work and self.devices:
            out, job = self.devices.pop(0), self.work[0]
            out.datum = job.data[job.cursor]
            job.cursor += 1
            return self.kernel.send(out, self)
        return self.wait()


class Device(Task):
    current, checksum = None, 0

    def step(self, packet):
        if packet is not None:
            self.current = packet
            self.checksum = (self.checksum * 31 + packet.datum) % 65521
            return self.kernel.hold(self)
        if self.current is None:
            return self.wait()
        packet, self.current = self.current, None
        return self.kernel.send(packet, self)


class Kernel:
    tasks, sent, holds, steps = {}, 0, 0, 0

    def add(self, task):
        self.tasks[task.ident] = task
        self.order = sorted(self.tasks.values(), key=lambda t: -t.priority)

    def send(self, packet, sender):
        self.sent += 1
        target, packet.dest = self.tasks[packet.dest], sender.ident
        target.inbox.append(packet)
        return target if target.priority > sender.priority else sender

    def hold(self, task):
        self.holds += 1
        task.held = True

    def release(self, ident):
        self.tasks[ident].held = False
        return self.tasks[ident]

    def run(self):
        while task := next((t for t in self.order if t.runnable()), None):
            while task and task.runnable():
                self.steps += 1
                task = task.run_once()


kernel = Kernel()
Idle(kernel, IDLE, 0)
Worker(kernel, WORKER, 1000, [Packet(HANDLER_A, WORK) for _ in range(2)])
for ident, dev in ((HANDLER_A, DEV_A), (HANDLER_B, DEV_B)):
    Handler(kernel, ident, ident * 1000, [Packet(dev, DEVICE) for _ in range(3)])
devices = [Device(kernel, DEV_A, 4000), Device(kernel, DEV_B, 5000)]
kernel.run()
print(kernel.steps, kernel.sent, kernel.holds, [d.checksum for d in devices])
