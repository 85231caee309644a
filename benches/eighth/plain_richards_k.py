"""A little operating system: prioritised tasks, messages, devices and a clock."""

READY, WAITING, SLEEPING, DONE = range(4)


class Message:
    def __init__(self, sender, kind, value=0):
        self.sender, self.kind, self.value = sender, kind, value
        self.next = None


class Mailbox:
    """Linked list of messages."""

    def __init__(self):
        self.head = self.tail = None

    def append(self, message):
        message.next = None
        if self.tail is None:
            self.head = message
        else:
            self.tail.next = message
        self.tail = message

    def pop(self):
        message = self.head
        if message is not None:
            self.head = message.next
            if self.head is None:
                self.tail = None
        return message


class Task:
    def __init__(self, kernel, name, priority):
        self.kernel = kernel
        self.name = name
        self.priority = priority
        self.state = READY
        self.mailbox = Mailbox()
        self.wake_at = self.runs = 0
        kernel.add(self)

    def send(self, name, kind, value=0):
        self.kernel.deliver(name, Message(self.name, kind, value))

    def receive(self):
        message = self.mailbox.pop()
        if message is None:
            self.state = WAITING
        return message


class Device(Task):
    """Answers each request after some ticks."""
    delay = 4

    def __init__(self, *args):
        super().__init__(*args)
        self.current, self.served = None, 0

    def step(self):
        if self.current is not None:
            self.send(self.current.sender, "reply", (self.current.value * 17 + 5) % 4093)
            self.current = None
            self.served += 1
        elif (message := self.receive()) is not None:
            self.current = message
            self.kernel.sleep(self, self.delay)


class Disk(Device):
    delay = 9


class Process(Task):
    def __init__(self, kernel, name, priority, devices, rounds):
        super().__init__(kernel, name, priority)
        self.devices, self.rounds = devices, rounds
        self.value = len(name)
        self.work = 0

    def step(self):
        if self.work > 0:
            self.work -= 1
            self.value = (self.value * 31 + self.work) & 0xFFFF
            return
        if self.rounds == 0:
            self.state = DONE
            return
        if self.rounds % 2 == 0:
            self.send(self.devices[self.value % len(self.devices)], "request", self.value)
        elif (reply := self.receive()) is not None:
            self.value ^= reply.value
            self.work = reply.value % 5
        else:
            return
        self.rounds -= 1


class Kernel:
    def __init__(self):
        self.tasks, self.order = {}, []
        self.now = self.idle = self.switches = self.queued = 0

    def add(self, task):
        self.tasks[task.name] = task
        self.order.append(task)
        self.order.sort(key=lambda t: (-t.priority, t.name))

    def deliver(self, name, message):
        target = self.tasks[name]
        target.mailbox.append(message)
        self.queued += 1
        if target.state == WAITING:
            target.state = READY

    def sleep(self, task, ticks):
        task.state = SLEEPING
        task.wake_at = self.now + ticks

    def schedule(self):
        for task in self.order:
            if task.state == SLEEPING and task.wake_at <= self.now:
                task.state = READY
            if task.state == READY:
                return task

    def run(self, last=None):
        users = [task for task in self.order if isinstance(task, Process)]
        while any(task.state != DONE for task in users):
            self.now += 1
            task = self.schedule()
            if task is None:
                self.idle += 1
                continue
            self.switches += task is not last
            last = task
            task.runs += 1
            task.step()


for count, rounds in ((3, 2000), (8, 1800), (15, 800)):
    kernel = Kernel()
    names = [Disk(kernel, "disk", 9).name, Device(kernel, "tty", 8).name, Device(kernel, "net", 7).name]
    people = [Process(kernel, "user" + "x" * n, n % 4, names, rounds) for n in range(count)]
    kernel.run()
    print(f"{count}: now={kernel.now} idle={kernel.idle} switches={kernel.switches} queued={kernel.queued}")
    print("  ", [kernel.tasks[n].served for n in names], [p.value for p in people][:5], sum(p.runs for p in people))
