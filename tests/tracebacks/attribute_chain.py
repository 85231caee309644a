obj = None
obj.a.b.c()
