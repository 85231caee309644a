# json.
import json

v = {"name": "Quaver", "n": [1, 2.5, -3e10, None, True, False], "nested": {"é": "ü\n\"q\"", "empty": {}, "l": []}, "big": 12345678901234567890}
s = json.dumps(v)
print(s)
print(json.loads(s) == v, json.dumps(v, indent=2), json.dumps(v, sort_keys=True, ensure_ascii=False, separators=(",", ":")), sep="\n")
print(json.dumps([1, (2, 3)]), json.dumps("x"), json.dumps(None), json.dumps({1: "a", None: "b", True: "c"}), json.dumps(float("inf")), json.dumps("\u2028\x00"))
print(json.loads("[1, 2.0, 1e3, \"\\u00e9\\ud83d\\ude00\"]"), json.loads(' {"a" : [ ] } '), json.loads("1"), json.loads("null"), json.loads(b"[true]"))
for bad in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', "nul", '"abc', "[1] x", '{"a": 1,}', "\x01"):
    try:
        json.loads(bad)
    except json.JSONDecodeError as e:
        print(type(e).__name__, e, e.pos, e.lineno, e.colno)


class C:
    pass


for bad in ({1, 2}, C(), {(1,): 2}):
    try:
        json.dumps(bad)
    except TypeError as e:
        print("TypeError:", e)
print(json.dumps({"s": {3, 1}}, default=lambda o: sorted(o)), json.dumps([[]], indent=4), json.dumps({}, indent=2), json.loads('{"a": 1, "a": 2}'))
print(json.loads("[1.5]", parse_float=str), json.loads('{"x": 1}', object_hook=lambda d: list(d.items())))
