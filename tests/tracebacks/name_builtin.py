def f():
    prnt("hello")


f()
