"""A scheduler simulation after Richards: idle, worker, handlers and devices."""

ITERATIONS = 58

ID_IDLE, ID_WORKER, ID_HANDLER_A, ID_HANDLER_B, ID_DEV_A, ID_DEV_B = range(1, 7)
KIND_DEV, KIND_WORK = 1000, 1001
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
    def __init__(self, scheduler, ident, priority, queue, running=False):
        self.scheduler = scheduler
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.packet_pending = queue is not None
        self.task_waiting = not running
        self.held = False
        scheduler.add(self)

    def is_held_or_waiting(self):
        return self.held or (not self.packet_pending and self.task_waiting)

    def add_packet(self, packet, old):
        if self.queue is None:
            self.queue = packet
            self.packet_pending = True
            if self.priority > old.priority:
                return self
        else:
            packet.append_to(self.queue)
        return old

    def run_task(self):
        message = None
        if self.packet_pending and self.task_waiting and not self.held:
            message = self.queue
            self.queue = message.link
            self.packet_pending = self.queue is not None
            self.task_waiting = False
        return self.run(message)

    def wait(self):
        self.task_waiting = True
        return self

    def run(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, scheduler, ident, priority, count):
        super().__init__(scheduler, ident, priority, None, running=True)
        self.control = 1
        self.count = count

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.scheduler.hold_self()
        if self.control & 1 == 0:
            self.control //= 2
            return self.scheduler.release(ID_DEV_A)
        self.control = self.control // 2 ^ 0xD008
        return self.scheduler.release(ID_DEV_B)


class Device(Task):
    pending = None

    def run(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.scheduler.queue_packet(packet)
        self.pending = packet
        return self.scheduler.hold_self()


class Handler(Task):
    work_in = None
    device_in = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)
        work = self.work_in
        if work is not None:
            count = work.datum
            if count >= BUFSIZE:
                self.work_in = work.link
                return self.scheduler.queue_packet(work)
            dev = self.device_in
            if dev is not None:
                self.device_in = dev.link
                dev.datum = work.data[count]
                work.datum = count + 1
                return self.scheduler.queue_packet(dev)
        return self.wait()


class Worker(Task):
    destination = ID_HANDLER_A
    letter = 0

    def run(self, packet):
        if packet is None:
            return self.wait()
        self.destination = ID_HANDLER_B if self.destination == ID_HANDLER_A else ID_HANDLER_A
        packet.ident = self.destination
        packet.datum = 0
        for i in range(BUFSIZE):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.scheduler.queue_packet(packet)


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.by_id = {}
        self.current = None
        self.queued = 0
        self.holds = 0
        self.switches = 0

    def add(self, task):
        self.tasks.insert(0, task)
        self.by_id[task.ident] = task

    def hold_self(self):
        self.holds += 1
        self.current.held = True
        return self.next_task(self.current)

    def next_task(self, task):
        i = self.tasks.index(task) + 1
        return self.tasks[i] if i < len(self.tasks) else None

    def release(self, ident):
        task = self.by_id[ident]
        task.held = False
        return task if task.priority > self.current.priority else self.current

    def queue_packet(self, packet):
        task = self.by_id[packet.ident]
        self.queued += 1
        packet.link = None
        packet.ident = self.current.ident
        return task.add_packet(packet, self.current)

    def schedule(self):
        task = self.tasks[0]
        while task is not None:
            self.switches += 1
            if task.is_held_or_waiting():
                task = self.next_task(task)
            else:
                self.current = task
                task = task.run_task()


def simulate():
    s = Scheduler()
    Idle(s, ID_IDLE, 0, 2000)
    q = Packet(Packet(None, 0, KIND_WORK), 0, KIND_WORK)
    Worker(s, ID_WORKER, 1000, q)
    for handler, device, priority in ((ID_HANDLER_A, ID_DEV_A, 2000), (ID_HANDLER_B, ID_DEV_B, 3000)):
        q = None
        for _ in range(3):
            q = Packet(q, device, KIND_DEV)
        Handler(s, handler, priority, q)
    Device(s, ID_DEV_A, 4000, None)
    Device(s, ID_DEV_B, 5000, None)
    s.schedule()
    return s.queued, s.holds, s.switches


def main():
    results = [simulate() for _ in range(ITERATIONS)]
    print(results[0], all(r == results[0] for r in results))
    print(sum(r[2] for r in results))


main()
