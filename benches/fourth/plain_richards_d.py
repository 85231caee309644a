# Discrete event simulation of a bank / machine shop.

class EventQueue:
    def __init__(self):
        self.heap = []
        self.seq = 0

    def push(self, when, action, *args):
        self.seq += 1
        h = self.heap
        h.append((when, self.seq, action, args))
        i = len(h) - 1
        while i > 0:
            parent = (i - 1) // 2
            if h[parent][:2] <= h[i][:2]:
                break
            h[parent], h[i] = h[i], h[parent]
            i = parent

    def pop(self):
        h = self.heap
        h[0], h[-1] = h[-1], h[0]
        item = h.pop()
        i, n = 0, len(h)
        while True:
            small = i
            for c in (2 * i + 1, 2 * i + 2):
                if c < n and h[c][:2] < h[small][:2]:
                    small = c
            if small == i:
                return item
            h[i], h[small] = h[small], h[i]
            i = small

    def __bool__(self):
        return bool(self.heap)


class Simulation:
    def __init__(self, seed=1):
        self.now = 0
        self.events = EventQueue()
        self.state = seed
        self.handled = 0

    def rand(self, lo, hi):
        self.state = (self.state * 48271) % 2147483647
        return lo + self.state % (hi - lo + 1)

    def after(self, delay, action, *args):
        self.events.push(self.now + delay, action, *args)

    def run(self, until):
        while self.events:
            when, _, action, args = self.events.pop()
            if when > until:
                break
            self.now = when
            self.handled += 1
            action(*args)


class Station:
    """A queue with a number of servers, feeding the next station."""

    def __init__(self, sim, name, servers, lo, hi, route):
        self.sim, self.name = sim, name
        self.free = servers
        self.lo, self.hi = lo, hi
        self.route = route
        self.waiting = []
        self.served = 0
        self.wait_time = 0
        self.longest = 0

    def service_time(self, job):
        return self.sim.rand(self.lo, self.hi)

    def arrive(self, job):
        self.waiting.append((self.sim.now, job))
        if len(self.waiting) > self.longest:
            self.longest = len(self.waiting)
        self.start()

    def pick(self):
        return self.waiting.pop(0)

    def start(self):
        while self.free and self.waiting:
            since, job = self.pick()
            self.free -= 1
            self.wait_time += self.sim.now - since
            self.sim.after(self.service_time(job), self.finish, job)

    def finish(self, job):
        self.free += 1
        self.served += 1
        job.visits += 1
        self.route(job)
        self.start()


class PriorityStation(Station):
    def pick(self):
        best = min(range(len(self.waiting)), key=lambda i: (self.waiting[i][1].rank, i))
        return self.waiting.pop(best)


class BatchStation(Station):
    def service_time(self, job):
        return super().service_time(job) + 2 * job.size


class Job:
    made = 0

    def __init__(self, born, size, rank):
        self.born, self.size, self.rank = born, size, rank
        self.visits = 0
        Job.made += 1


class Shop:
    def __init__(self, sim):
        self.sim = sim
        self.done = []
        self.inspect = Station(sim, 'inspect', 1, 1, 5, self.judge)
        self.polish = BatchStation(sim, 'polish', 2, 2, 6, self.inspect.arrive)
        self.drill = PriorityStation(sim, 'drill', 2, 3, 9, self.polish.arrive)
        self.cut = Station(sim, 'cut', 1, 1, 6, self.drill.arrive)

    def source(self):
        sim = self.sim
        self.cut.arrive(Job(sim.now, sim.rand(1, 3), sim.rand(0, 2)))
        sim.after(sim.rand(1, 8), self.source)

    def judge(self, job):
        if self.sim.rand(1, 10) == 1:
            self.drill.arrive(job)
        else:
            self.done.append((self.sim.now - job.born, job.visits))

    def report(self):
        for st in (self.cut, self.drill, self.polish, self.inspect):
            mean = st.wait_time / st.served if st.served else 0
            print(f'{st.name:<8} served={st.served:>5} wait={mean:8.3f} longest={st.longest}')
        times = [t for t, _ in self.done]
        print('done', len(times), 'mean', round(sum(times) / len(times), 3), 'max', max(times),
              'rework', sum(v > 4 for _, v in self.done))


for seed in (11, 222, 3333):
    sim = Simulation(seed)
    shop = Shop(sim)
    sim.after(0, shop.source)
    sim.run(until=40000)
    print('seed', seed, 'events', sim.handled, 'jobs', Job.made)
    shop.report()
