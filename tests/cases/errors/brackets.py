a = (1, [2, 3}
b = [4, 5))
c = foo(1,
        2
d = 5
def g():
    x = {1: 2,
         3: 4
    return x
e = "text"]
f = f"{a[}" + f"{b)}"
h = (
