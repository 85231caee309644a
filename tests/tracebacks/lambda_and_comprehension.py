halve = lambda n: n / 0
values = [halve(n) for n in range(3)]
