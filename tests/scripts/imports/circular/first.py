print("first begins")
import second

name = "first"


def ask():
    return "first asks " + second.name


print("first ends")
