"""Richards-like operating system kernel simulation."""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEV_A, DEV_B = range(6)
K_DEV, K_WORK = 1000, 1001
BUFSIZE = 4


class Packet:
    def __init__(self, link, ident, kind):
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * BUFSIZE

    def append_to(self, lst):
        self.link = None
        if lst is None:
            return self
        p = lst
        while p.link is not None:
            p = p.link
        p.link = self
        return lst


class Task:
    def __init__(self, kernel, ident, pri, queue):
        self.kernel = kernel
        self.ident = ident
        self.priority = pri
        self.input = queue
        self.packet_pending = queue is not None
        self.waiting = True
        self.holding = False
        self.link = kernel.tasks
        kernel.tasks = self
        kernel.table[ident] = self

    def add_packet(self, p, old):
        if self.input is None:
            self.input = p
            self.packet_pending = True
            if self.priority > old.priority:
                return self
        else:
            p.append_to(self.input)
        return old

    def is_blocked(self):
        return self.holding or (not self.packet_pending and self.waiting)

    def run_task(self):
        msg = None
        if self.waiting and self.packet_pending:
            msg = self.input
            self.input = msg.link
            self.waiting = False
            self.packet_pending = self.input is not None
        return self.step(msg)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.kernel.hold_count += 1
        self.holding = True
        return self.link

    def release(self, ident):
        t = self.kernel.table[ident]
        t.holding = False
        return t if t.priority > self.priority else self

    def queue_packet(self, p):
        t = self.kernel.table[p.ident]
        self.kernel.queue_count += 1
        p.link = None
        p.ident = self.ident
        return t.add_packet(p, self)


class IdleTask(Task):
    def __init__(self, kernel, count):
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def step(self, msg):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEV_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEV_B)


class WorkTask(Task):
    dest, n = HANDLER_A, 0

    def step(self, p):
        if p is None:
            return self.wait()
        self.dest = HANDLER_B if self.dest == HANDLER_A else HANDLER_A
        p.ident = self.dest
        p.datum = 0
        for i in range(BUFSIZE):
            self.n = self.n % 26 + 1
            p.data[i] = 64 + self.n
        return self.queue_packet(p)


class HandlerTask(Task):
    work = devs = None

    def step(self, msg):
        if msg is not None:
            if msg.kind == K_WORK:
                self.work = msg.append_to(self.work)
            else:
                self.devs = msg.append_to(self.devs)
        w = self.work
        if w is None:
            return self.wait()
        if w.datum >= BUFSIZE:
            self.work = w.link
            return self.queue_packet(w)
        d = self.devs
        if d is None:
            return self.wait()
        self.devs = d.link
        d.datum = w.data[w.datum]
        w.datum += 1
        return self.queue_packet(d)


class DeviceTask(Task):
    pending = None

    def step(self, msg):
        if msg is None:
            p = self.pending
            if p is None:
                return self.wait()
            self.pending = None
            return self.queue_packet(p)
        self.pending = msg
        self.kernel.trace = (self.kernel.trace * 31 + msg.datum) % 1000003
        return self.hold()


class Kernel:
    def __init__(self, count):
        self.tasks = None
        self.table = [None] * 6
        self.hold_count = self.queue_count = self.trace = 0
        IdleTask(self, count)
        WorkTask(self, WORKER, 1000, Packet(Packet(None, 0, K_WORK), 0, K_WORK))
        for h, d, pri in ((HANDLER_A, DEV_A, 2000), (HANDLER_B, DEV_B, 3000)):
            q = None
            for _ in range(3):
                q = Packet(q, d, K_DEV)
            HandlerTask(self, h, pri, q)
        DeviceTask(self, DEV_A, 4000, None)
        DeviceTask(self, DEV_B, 5000, None)

    def schedule(self):
        t = self.tasks
        while t is not None:
            t = t.link if t.is_blocked() else t.run_task()


def main():
    for count in (1000, 10000, 30000, 50000, 50000, 60000):
        k = Kernel(count)
        k.schedule()
        print(count, k.queue_count, k.hold_count, k.trace)


main()
