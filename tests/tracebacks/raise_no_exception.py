def f():
    raise 5
f()
