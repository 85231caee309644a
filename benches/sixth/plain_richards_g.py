# an operating system in small: processes, pipes, disks and a round-robin kernel

RUNS = 880

READY, BLOCKED, DEAD = "ready", "blocked", "dead"


class Message:
    def __init__(self, kind, sender, body):
        self.kind = kind
        self.sender = sender
        self.body = body
        self.next = None


class MessageQueue:
    """A linked queue, as in the old days."""

    def __init__(self):
        self.head = None
        self.tail = None
        self.count = 0

    def push(self, message):
        message.next = None
        if self.tail is None:
            self.head = message
        else:
            self.tail.next = message
        self.tail = message
        self.count += 1

    def pop(self):
        message = self.head
        if message is None:
            return None
        self.head = message.next
        if self.head is None:
            self.tail = None
        self.count -= 1
        return message


class Process:
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.state = READY
        self.inbox = MessageQueue()
        self.kernel = None
        self.cpu = 0

    def send(self, target, kind, body):
        self.kernel.deliver(target, Message(kind, self, body))

    def step(self):
        message = self.inbox.pop()
        if message is None:
            self.state = BLOCKED
            return
        getattr(self, "on_" + message.kind)(message)

    def on_stop(self, message):
        self.state = DEAD


class Disk(Process):
    def __init__(self, name, size):
        super().__init__(name, 5)
        self.blocks = [(i * 31) % 256 for i in range(size)]
        self.position = 0
        self.seeks = 0

    def on_read(self, message):
        block = message.body
        self.seeks += abs(block - self.position)
        self.position = block
        self.send(message.sender, "data", (block, self.blocks[block]))

    def on_write(self, message):
        block, value = message.body
        self.blocks[block] = value
        self.position = block


class Program(Process):
    def __init__(self, name, disk, work, stride):
        super().__init__(name, 2)
        self.disk = disk
        self.left = work
        self.stride = stride
        self.block = stride
        self.sum = 0

    def on_start(self, message):
        self.request()

    def request(self):
        self.left -= 1
        if self.left < 0:
            self.send(self.kernel.init, "finished", self.sum)
            self.state = DEAD
            return
        self.block = (self.block + self.stride) % len(self.disk.blocks)
        self.send(self.disk, "read", self.block)

    def on_data(self, message):
        block, value = message.body
        self.sum = (self.sum * 3 + value) % 65521
        if self.left % 4 == 0:
            self.send(self.disk, "write", (block, (value + 1) % 256))
        self.request()


class Clock(Process):
    def __init__(self):
        super().__init__("clock", 9)
        self.ticks = 0

    def on_tick(self, message):
        self.ticks += 1
        if self.kernel.init.state is not DEAD:
            self.send(self, "tick", None)


class Init(Process):
    def __init__(self):
        super().__init__("init", 1)
        self.results = {}
        self.expected = 0

    def on_start(self, message):
        for process in self.kernel.processes:
            if isinstance(process, Program):
                self.expected += 1
                self.send(process, "start", None)

    def on_finished(self, message):
        self.results[message.sender.name] = message.body
        if len(self.results) == self.expected:
            for process in self.kernel.processes:
                if process is not self:
                    self.send(process, "stop", None)
            self.state = DEAD


class Kernel:
    def __init__(self, processes):
        self.processes = sorted(processes, key=lambda p: -p.priority)
        self.init = self.processes[-1]
        self.messages = 0
        self.switches = 0
        for p in self.processes:
            p.kernel = self

    def deliver(self, target, message):
        if target.state is DEAD:
            return
        self.messages += 1
        target.inbox.push(message)
        target.state = READY

    def run(self):
        while True:
            ready = False
            for process in self.processes:
                if process.state is READY:
                    ready = True
                    self.switches += 1
                    process.cpu += 1
                    process.step()
            if not ready:
                return


def simulate(seed):
    disks = [Disk("sda", 64), Disk("sdb", 96)]
    programs = [Program(f"prog{i}", disks[i % 2], 20 + (i * seed) % 9, 3 + i) for i in range(8)]
    init, clock = Init(), Clock()
    kernel = Kernel([init, clock, *disks, *programs])
    kernel.deliver(init, Message("start", None, None))
    kernel.deliver(clock, Message("tick", None, None))
    kernel.run()
    return kernel, init, disks, clock


messages = switches = seeks = check = ticks = 0
for run in range(RUNS):
    kernel, init, disks, clock = simulate(run)
    messages += kernel.messages
    switches += kernel.switches
    seeks += sum(d.seeks for d in disks)
    ticks += clock.ticks
    for name in sorted(init.results):
        check = (check * 7 + init.results[name]) % 1000003
print("messages", messages, "switches", switches)
print("seeks", seeks, "ticks", ticks, "check", check)
print([p.cpu for p in kernel.processes])
