# method calls: a bank, a zoo, a stack machine, visitors

TURNS = 24000


class Animal:
    legs = 4

    def __init__(self, name):
        self._name = name
        self.energy = 10

    @property
    def name(self):
        return self._name.title()

    def speak(self):
        return "..."

    def act(self):
        self.energy -= self.cost()
        if self.energy <= 0:
            self.rest()
        return len(self.speak()) + self.legs

    def cost(self):
        return 1

    def rest(self):
        self.energy = 10


class Dog(Animal):
    def speak(self):
        return "woof"


class Puppy(Dog):
    def speak(self):
        return super().speak() + "!"

    def cost(self):
        return super().cost() * 2


class Bird(Animal):
    legs = 2

    def speak(self):
        return "tweet"

    def rest(self):
        super().rest()
        self.energy += 5


class Swimmer:
    def move(self):
        return ["swim"] + super().move()


class Flyer:
    def move(self):
        return ["fly"] + super().move()


class Base:
    def move(self):
        return ["walk"]


class Duck(Swimmer, Flyer, Base):
    pass


class Node:
    def accept(self, visitor):
        return getattr(visitor, "visit_" + type(self).__name__.lower())(self)


class Leaf(Node):
    def __init__(self, n):
        self.n = n


class Pair(Node):
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Summer:
    def visit_leaf(self, node):
        return node.n

    def visit_pair(self, node):
        return node.a.accept(self) + node.b.accept(self)


class Depther(Summer):
    def visit_leaf(self, node):
        return 1

    def visit_pair(self, node):
        return 1 + max(node.a.accept(self), node.b.accept(self))


class Stack:
    def __init__(self):
        self._items = []

    def push(self, item):
        self._items.append(item)
        return self

    def pop(self):
        return self._items.pop()

    def __len__(self):
        return len(self._items)

    def __bool__(self):
        return bool(self._items)

    def __contains__(self, item):
        return item in self._items

    def apply(self, op):
        b, a = self.pop(), self.pop()
        return self.push(getattr(self, op)(a, b))

    @staticmethod
    def plus(a, b):
        return a + b

    @staticmethod
    def times(a, b):
        return a * b % 9973


class Temperature:
    count = 0

    def __init__(self, celsius):
        self.celsius = celsius
        type(self).count += 1

    @classmethod
    def from_fahrenheit(cls, f):
        return cls((f - 32) * 5 // 9)

    @property
    def fahrenheit(self):
        return self.celsius * 9 // 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, f):
        self.celsius = (f - 32) * 5 // 9

    def __lt__(self, other):
        return self.celsius < other.celsius


def build(n, depth):
    return Leaf(n) if depth == 0 else Pair(build(n * 2 % 17, depth - 1), build(n * 3 % 13, depth - 1))


zoo = [Dog("rex"), Puppy("bob"), Bird("tweety"), Animal("thing")]
tree = build(5, 4)
noise = depth = heat = letters = 0
stack = Stack()
for turn in range(TURNS):
    for animal in zoo:
        noise += animal.act()
        letters += len(animal.name)
    letters += len(Duck().move())
    depth += tree.accept(Summer()) + tree.accept(Depther())
    stack.push(turn).push(3).push(turn % 7).apply("plus").apply("times")
    if len(stack) > 5 or 42 in stack:
        while stack:
            heat += stack.pop()
    t = Temperature.from_fahrenheit(turn % 200)
    t.fahrenheit = t.fahrenheit + 9
    heat += t.celsius + (t < Temperature(30))
print(noise, letters, depth, heat)
print([a.energy for a in zoo], Duck().move(), Temperature.count)
