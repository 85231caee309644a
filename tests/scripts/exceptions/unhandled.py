# exit: 1
# An error nobody catches ends the script with 1; standard output is kept.


def level(n):
    print("level", n)
    if n == 0:
        raise ValueError("nobody catches this")
    try:
        level(n - 1)
    finally:
        print("leaving", n)


try:
    print("before")
    level(3)
except KeyError:
    print("wrong clause")
finally:
    print("module finally")
print("never printed")
