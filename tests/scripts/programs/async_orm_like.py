# Class declarations that become tables: descriptors, __init_subclass__, async context managers, filters.
import asyncio


class Field:
    def __init__(self, kind, default=None, required=False):
        self.kind, self.default, self.required = kind, default, required

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return obj._data.get(self.name, self.default)

    def __set__(self, obj, v):
        if v is not None and not isinstance(v, self.kind):
            raise TypeError(f"{type(obj).__name__}.{self.name}: {self.kind.__name__} expected, got {v!r}")
        obj._data[self.name] = v

    def _cond(op):
        def method(self, o):
            return lambda row: op(getattr(row, self.name), o)
        return method

    __eq__ = _cond(lambda a, b: a == b)
    __gt__ = _cond(lambda a, b: a > b)
    __lt__ = _cond(lambda a, b: a < b)
    __hash__ = None


class Model:
    tables = {}

    def __init_subclass__(cls):
        cls.fields = [k for k, v in vars(cls).items() if isinstance(v, Field)]
        Model.tables[cls.__name__] = cls.rows = []

    def __init__(self, **kw):
        self._data = {}
        for k, v in kw.items():
            if k not in self.fields:
                raise AttributeError(f"{type(self).__name__} has no field {k!r}")
            setattr(self, k, v)
        for f in self.fields:
            if vars(type(self))[f].required and getattr(self, f) is None:
                raise ValueError(f"{f} is required")

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in self.fields)})"

    async def save(self):
        await asyncio.sleep(0)
        self.rows.append(self)
        return self

    @classmethod
    def where(cls, *conds):
        return Query(cls, conds)


class Query:
    def __init__(self, model, conds):
        self.model, self.conds = model, conds

    async def __aiter__(self):
        for r in list(self.model.rows):
            await asyncio.sleep(0)
            if all(c(r) for c in self.conds):
                yield r

    def __await__(self):
        return self._all().__await__()

    async def _all(self):
        return [r async for r in self]


class Transaction:
    async def __aenter__(self):
        self.saved = {n: list(t) for n, t in Model.tables.items()}
        return self

    async def __aexit__(self, et, e, tb):
        if et:
            for n, rows in self.saved.items():
                Model.tables[n][:] = rows
            print("rolled back:", et.__name__)
        return et is not None and issubclass(et, ValueError)


class User(Model):
    name = Field(str, required=True)
    age = Field(int, default=18)
    email = Field(str)


class Post(Model):
    title = Field(str)
    author = Field(User)


async def main():
    for n, a in [("ann", 30), ("bob", 17), ("cid", None)]:
        await User(name=n, age=a).save()
    ann = (await User.where(User.name == "ann"))[0]
    print(ann, User.fields)
    print(await User.where(User.age == 17), [u.name for u in await User.where()])
    async with Transaction():
        await Post(title="hello", author=ann).save()
    async with Transaction():
        await Post(title="lost", author=ann).save()
        raise ValueError("nope")
    print(await Post.where(), [p.author.name async for p in Post.where(Post.title > "a")])
    for bad in (lambda: User(age=3), lambda: User(name=5), lambda: User(name="x", zip=1)):
        try:
            bad()
        except (ValueError, TypeError, AttributeError) as e:
            print(type(e).__name__, e)


asyncio.run(main())
