"""The helper's doc."""
print("helper runs")
CONSTANT = 42
_private = "underscore"
count = 0


def greet(name):
    return f"hello {name}"


def counter():
    global count
    count += 1
    return count


def who():
    return __name__


if __name__ == "__main__":
    print("never")
