# Inheritance, super(), overriding, cooperative __init__.


class Animal:
    sound = "..."

    def __init__(self, name, **kw):
        super().__init__(**kw)
        self.name = name

    def speak(self):
        return f"{self.name} says {self.sound}"

    def describe(self):
        return f"I am {self.name}. " + self.speak()


class Dog(Animal):
    sound = "woof"

    def speak(self):
        return super().speak() + "!"


class Loud:
    def __init__(self, *args, volume=1, **kw):
        super().__init__(*args, **kw)
        self.volume = volume

    def speak(self):
        return super().speak().upper() * self.volume


class LoudDog(Loud, Dog):
    def describe(self):
        return "[" + super().describe() + "]"


print(Dog("Rex").describe())
ld = LoudDog("Max", volume=2)
print(ld.describe())
print([c.__name__ for c in LoudDog.__mro__], LoudDog.mro() == list(LoudDog.__mro__))
print(issubclass(LoudDog, Animal), issubclass(Dog, Loud), issubclass(bool, int), issubclass(Dog, (Loud, Animal)))
print(super(Dog, ld).speak(), super(Loud, ld).sound)


class A:
    def go(self):
        return ["A"]

    @classmethod
    def make(cls):
        return cls.__name__

    @property
    def p(self):
        return "A.p"


class B(A):
    def go(self):
        return ["B"] + super().go()

    @classmethod
    def make(cls):
        return "B:" + super().make()

    @property
    def p(self):
        return "B." + super().p


class C(A):
    def go(self):
        return ["C"] + super().go()


class D(B, C):
    def go(self):
        return ["D"] + super().go()


print(D().go(), D.make(), D().p)
try:
    class X(A, B):
        pass
except TypeError as e:
    print("TypeError:", str(e).splitlines()[0])
try:
    class Y(A, A):
        pass
except TypeError as e:
    print("TypeError:", e)
try:
    class Z(5):
        pass
except TypeError as e:
    print("TypeError:", e)
try:
    class W(bool):
        pass
except TypeError as e:
    print("TypeError:", e)


class Stack(list):
    def push(self, x):
        self.append(x)

    def __repr__(self):
        return f"Stack{super().__repr__()}"


s = Stack([1])
s.push(2)
print(s, len(s), s[-1], s + [3], isinstance(s, list), s == [1, 2], type(s[:]).__name__)


class Celsius(float):
    def f(self):
        return self * 9 / 5 + 32


class Name(str):
    def greet(self):
        return "hi " + self


class Even(int):
    def __new__(cls, v):
        return super().__new__(cls, v - v % 2)


class D2(dict):
    def __missing__(self, k):
        return f"<{k}>"


class E2(Exception):
    pass


print(Celsius(100).f(), Name("bob").greet().title(), Even(7) + 1, D2(a=1)["a"], D2()["zz"], Even(9))
print(isinstance(E2(), Exception), E2("a", 1).args, Name("x").upper(), type(Name("x").upper()).__name__)
try:
    A().missing
except AttributeError as e:
    print(e)


class NoSuper:
    def m(self):
        return super().nothing


try:
    NoSuper().m()
except AttributeError as e:
    print(e)


class T(tuple):
    def __new__(cls, *a):
        return tuple.__new__(cls, a)


print(T(1, 2), T(1, 2) == (1, 2), len(T()), T(3, 4)[0])
