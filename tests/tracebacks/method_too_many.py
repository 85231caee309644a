class A:
    def method(self): pass
A().method(1, 2)
