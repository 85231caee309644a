list(map(lambda x: x.foo, [1]))
