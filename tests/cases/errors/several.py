def f(:
    x = [1, 2
    return x

def g(a b):
    if a = 1:
        return
    else if b:
        pass

print "hello"
y = (3 +
z = 4
w = "never closed
class 1C: pass
