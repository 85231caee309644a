def f(): raise ValueError("one line"); return 1


if True: f()
