class V:
    def __iter__(self): return self
    def __next__(self): raise RuntimeError("next")
for x in V():
    pass
