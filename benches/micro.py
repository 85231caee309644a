"""Nanoseconds per operation of built-in types and functions.

    python3 benches/micro.py > peer.txt          # the peer's figures
    quaver benches/micro.py > ours.txt           # ours
    python3 benches/micro.py peer.txt ours.txt   # both side by side, worst ratio first

Each function is one operation in a loop over `n`; the loop's own cost is part of the figure. A further word
chooses the operations whose names contain it: `quaver benches/micro.py str_`.
"""

import math
import sys
import time

OPERATIONS = []


def op(f):
    OPERATIONS.append(f)
    return f


TEXT = "the quick brown fox jumps over the lazy dog, again and again and again"
LONG = TEXT * 50
WIDE = "Grüße aus Köln, 日本語 und mehr " * 4
WORDS = TEXT.split()
LINES = "\n".join(WORDS * 5)
NUMBERS = [(i * 7919) % 1009 for i in range(100)]
FLOATS = [i * 0.37 for i in range(100)]
PAIRS = [(i, str(i)) for i in range(100)]
STR_DICT = {w + str(i): i for i, w in enumerate(WORDS * 8)}
STR_KEYS = list(STR_DICT)
INT_DICT = {i: i for i in range(1000)}
SPARSE_DICT = {i * 7919: i for i in range(1000)}
TUPLE_DICT = {(i, i + 1): i for i in range(100)}
INT_SET = set(range(1000))
STR_SET = set(STR_KEYS)
BIG = 3 ** 200
BIG2 = 7 ** 90
MEDIUM = 2 ** 61 - 1
HUGE = 3 ** 2000
DATA = bytes(range(256)) * 4


class Plain:
    pass


@op
def str_find(n):
    s = TEXT
    for _ in range(n):
        s.find("lazy")


@op
def str_find_from(n):
    s = LONG
    for i in range(n):
        s.find("dog", 1000)


@op
def str_index_wide(n):
    s = WIDE
    for _ in range(n):
        s.index("mehr")


@op
def str_contains(n):
    s = TEXT
    for _ in range(n):
        "lazy" in s


@op
def str_char_in(n):
    s = "abcdefghij"
    for _ in range(n):
        "f" in s


@op
def str_split(n):
    s = TEXT
    for _ in range(n):
        s.split()


@op
def str_split_sep(n):
    s = "a,b,c,d,e,f,g,h"
    for _ in range(n):
        s.split(",")


@op
def str_splitlines(n):
    s = LINES
    for _ in range(n):
        s.splitlines()


@op
def str_join(n):
    w = WORDS
    for _ in range(n):
        " ".join(w)


@op
def str_join_generator(n):
    w = WORDS
    for _ in range(n):
        ",".join(x for x in w)


@op
def str_replace(n):
    s = TEXT
    for _ in range(n):
        s.replace("again", "once")


@op
def str_strip(n):
    s = "   padded text \n"
    for _ in range(n):
        s.strip()


@op
def str_strip_chars(n):
    s = "xxpadded textxx"
    for _ in range(n):
        s.strip("x")


@op
def str_startswith(n):
    s = TEXT
    for _ in range(n):
        s.startswith("the quick")


@op
def str_endswith_tuple(n):
    s = TEXT
    for _ in range(n):
        s.endswith(("dog", "again"))


@op
def str_partition(n):
    s = "key=value"
    for _ in range(n):
        s.partition("=")


@op
def str_lower(n):
    s = "The Quick Brown Fox"
    for _ in range(n):
        s.lower()


@op
def str_upper_wide(n):
    s = "Grüße aus Köln"
    for _ in range(n):
        s.upper()


@op
def str_title(n):
    s = "the quick brown fox"
    for _ in range(n):
        s.title()


@op
def str_count(n):
    s = TEXT
    for _ in range(n):
        s.count("a")


@op
def str_isdigit(n):
    s = "12345"
    for _ in range(n):
        s.isdigit()


@op
def str_isalpha(n):
    s = "letters"
    for _ in range(n):
        s.isalpha()


@op
def str_isspace_char(n):
    s = "x"
    for _ in range(n):
        s.isspace()


@op
def str_center(n):
    for _ in range(n):
        "abc".center(20)


@op
def str_zfill(n):
    for _ in range(n):
        "42".zfill(8)


@op
def str_encode(n):
    s = TEXT
    for _ in range(n):
        s.encode()


@op
def str_encode_wide(n):
    s = WIDE
    for _ in range(n):
        s.encode("utf-8")


@op
def str_translate(n):
    t = str.maketrans("abc", "xyz")
    s = "aabbccdd"
    for _ in range(n):
        s.translate(t)


@op
def str_slice(n):
    s = TEXT
    for _ in range(n):
        s[4:9]


@op
def str_slice_step(n):
    s = "abcdefghijklmnop"
    for _ in range(n):
        s[::-1]


@op
def str_slice_wide(n):
    s = WIDE
    for _ in range(n):
        s[10:20]


@op
def str_getitem(n):
    s = TEXT
    for _ in range(n):
        s[10]


@op
def str_getitem_far(n):
    s = LONG
    for _ in range(n):
        s[2000]


@op
def str_getitem_wide(n):
    s = WIDE
    for _ in range(n):
        s[40]


@op
def str_getitem_compare(n):
    s = TEXT
    for _ in range(n):
        if s[4] == "q":
            pass


@op
def str_iterate(n):
    s = TEXT
    for _ in range(n // 10):
        for c in s[:10]:
            pass


@op
def str_concat(n):
    a, b = "hello ", "world"
    for _ in range(n):
        a + b


@op
def str_append_loop(n):
    s = ""
    for _ in range(n):
        s += "x"


@op
def str_multiply(n):
    k = 20
    for _ in range(n):
        "ab" * k


@op
def str_equal(n):
    a, b = "some text here", "some text " + "here"
    for _ in range(n):
        a == b


@op
def str_less(n):
    a, b = "some text here", "some text there"
    for _ in range(n):
        a < b


@op
def str_in_tuple(n):
    s = "+"
    for _ in range(n):
        s in ("*", "/", "+")


@op
def str_len(n):
    s = TEXT
    for _ in range(n):
        len(s)


@op
def str_hash_new(n):
    for i in range(n):
        hash("k%d" % i)


@op
def fstring_int(n):
    for i in range(n):
        f"item {i}"


@op
def fstring_two(n):
    name = "x"
    for i in range(n):
        f"{name}: {i}, done"


@op
def fstring_float_spec(n):
    x = 3.14159
    for _ in range(n):
        f"{x:.2f}"


@op
def fstring_width_spec(n):
    for i in range(n):
        f"{i:>8d}"


@op
def fstring_str_spec(n):
    s = "abc"
    for _ in range(n):
        f"{s:<10}|"


@op
def fstring_hex(n):
    for i in range(n):
        f"{i:08x}"


@op
def fstring_comma(n):
    for i in range(n):
        f"{i:,}"


@op
def fstring_repr(n):
    s = "abc"
    for _ in range(n):
        f"{s!r}"


@op
def format_method(n):
    for i in range(n):
        "{} and {}".format(i, "x")


@op
def format_method_spec(n):
    for i in range(n):
        "{:5d}|{:<8s}|{name}".format(i, "x", name="y")


@op
def percent_int(n):
    for i in range(n):
        "item %d" % i


@op
def percent_mixed(n):
    for i in range(n):
        "%s: %5.2f (%d)" % ("name", 1.5, i)


@op
def format_builtin(n):
    for _ in range(n):
        format(3.14159, ".3f")


@op
def str_of_int(n):
    for i in range(n):
        str(i)


@op
def str_of_float(n):
    for i in range(n):
        str(i * 0.37)


@op
def repr_of_float(n):
    x = 1.0
    for _ in range(n):
        repr(x)


@op
def repr_of_str(n):
    for _ in range(n):
        repr("some text")


@op
def repr_of_list(n):
    xs = [1, 2, "three", 4.0]
    for _ in range(n):
        repr(xs)


@op
def str_of_dict(n):
    d = {"a": 1, "b": 2}
    for _ in range(n):
        str(d)


@op
def int_of_str(n):
    for _ in range(n):
        int("12345")


@op
def int_of_str_base(n):
    for _ in range(n):
        int("ff", 16)


@op
def int_of_float(n):
    x = 3.7
    for _ in range(n):
        int(x)


@op
def float_of_str(n):
    for _ in range(n):
        float("3.14159")


@op
def float_of_int(n):
    for i in range(n):
        float(i)


@op
def list_append(n):
    xs = []
    for i in range(n):
        xs.append(i)


@op
def list_append_pop(n):
    xs = [1, 2, 3]
    for i in range(n):
        xs.append(i)
        xs.pop()


@op
def list_pop_first(n):
    xs = list(range(50))
    for i in range(n):
        xs.append(xs.pop(0))


@op
def list_insert_first(n):
    xs = list(range(50))
    for i in range(n):
        xs.insert(0, i)
        xs.pop()


@op
def list_index(n):
    xs = NUMBERS
    for _ in range(n):
        xs.index(7919 * 20 % 1009)


@op
def list_contains_int(n):
    xs = list(range(20))
    for _ in range(n):
        15 in xs


@op
def list_contains_str(n):
    xs = WORDS
    for _ in range(n):
        "lazy" in xs


@op
def list_count(n):
    xs = NUMBERS
    for _ in range(n // 10):
        xs.count(5)


@op
def list_slice(n):
    xs = NUMBERS
    for _ in range(n):
        xs[10:20]


@op
def list_slice_reverse(n):
    xs = NUMBERS[:20]
    for _ in range(n):
        xs[::-1]


@op
def list_slice_assign(n):
    xs = list(range(20))
    for _ in range(n):
        xs[5:10] = [1, 2, 3, 4, 5]


@op
def list_del_item(n):
    xs = list(range(20))
    for i in range(n):
        del xs[10]
        xs.append(i)


@op
def list_copy(n):
    xs = NUMBERS[:20]
    for _ in range(n):
        list(xs)


@op
def list_concat(n):
    xs = [1, 2, 3]
    ys = [4, 5]
    for _ in range(n):
        xs + ys


@op
def list_multiply(n):
    for _ in range(n):
        [0] * 20


@op
def list_extend(n):
    ys = [1, 2, 3]
    for _ in range(n):
        xs = []
        xs.extend(ys)


@op
def list_display(n):
    for i in range(n):
        [i, i, i]


@op
def list_unpack(n):
    xs = [1, 2, 3]
    for _ in range(n):
        a, b, c = xs


@op
def list_star(n):
    xs = [1, 2, 3]
    for _ in range(n):
        [0, *xs, 4]


@op
def list_equal(n):
    xs, ys = NUMBERS[:10], NUMBERS[:10]
    for _ in range(n):
        xs == ys


@op
def list_reverse(n):
    xs = NUMBERS[:20]
    for _ in range(n):
        xs.reverse()


@op
def list_of_range(n):
    for _ in range(n // 10):
        list(range(10))


@op
def list_setitem(n):
    xs = [0] * 10
    for i in range(n):
        xs[5] = i


@op
def list_swap(n):
    xs = [0, 1, 2]
    for _ in range(n):
        xs[0], xs[1] = xs[1], xs[0]


@op
def list_truth(n):
    xs = [1]
    for _ in range(n):
        if xs:
            pass
        if not xs:
            pass


@op
def list_sort_int(n):
    xs = NUMBERS
    for _ in range(n // 100):
        sorted(xs)


@op
def list_sort_str(n):
    xs = STR_KEYS[:100]
    for _ in range(n // 100):
        sorted(xs)


@op
def list_sort_float(n):
    xs = FLOATS[50:] + FLOATS[:50]
    for _ in range(n // 100):
        sorted(xs)


@op
def list_sort_key(n):
    xs = NUMBERS
    for _ in range(n // 100):
        sorted(xs, key=lambda x: -x)


@op
def list_sort_key_builtin(n):
    xs = STR_KEYS[:100]
    for _ in range(n // 100):
        sorted(xs, key=len, reverse=True)


@op
def list_sort_tuples(n):
    xs = PAIRS[50:] + PAIRS[:50]
    for _ in range(n // 100):
        sorted(xs)


@op
def list_comprehension(n):
    xs = NUMBERS
    for _ in range(n // 100):
        [x + 1 for x in xs]


@op
def list_comprehension_if(n):
    xs = NUMBERS
    for _ in range(n // 100):
        [x for x in xs if x % 2]


@op
def dict_get_str(n):
    d = STR_DICT
    k = STR_KEYS[50]
    for _ in range(n):
        d[k]


@op
def dict_get_int(n):
    d = INT_DICT
    for _ in range(n):
        d[500]


@op
def dict_get_sparse(n):
    d = SPARSE_DICT
    k = 7919 * 300
    for _ in range(n):
        d[k]


@op
def dict_get_tuple(n):
    d = TUPLE_DICT
    for i in range(n):
        d[(50, 51)]


@op
def dict_get_tuple_new(n):
    d = TUPLE_DICT
    for i in range(n):
        d[i % 100, i % 100 + 1]


@op
def dict_get_method(n):
    d = STR_DICT
    for _ in range(n):
        d.get("missing", 0)


@op
def dict_get_method_int(n):
    d = INT_DICT
    for i in range(n):
        d.get(i, 0)


@op
def dict_set_int(n):
    d = {}
    for i in range(n):
        d[i & 1023] = i


@op
def dict_set_new(n):
    d = {}
    for i in range(n):
        d[i] = i


@op
def dict_set_float(n):
    d = {}
    for i in range(n):
        d[0.5] = i


@op
def dict_count(n):
    d = {}
    for i in range(n):
        d[i & 63] = d.get(i & 63, 0) + 1


@op
def dict_contains_str(n):
    d = STR_DICT
    k = STR_KEYS[50]
    for _ in range(n):
        k in d


@op
def dict_contains_int(n):
    d = INT_DICT
    for i in range(n):
        i in d


@op
def dict_items(n):
    d = {i: i for i in range(100)}
    for _ in range(n // 100):
        for k, v in d.items():
            pass


@op
def dict_keys_loop(n):
    d = STR_DICT
    for _ in range(n // 100):
        for k in d:
            pass


@op
def dict_values_sum(n):
    d = INT_DICT
    for _ in range(n // 1000):
        sum(d.values())


@op
def dict_setdefault(n):
    d = {}
    for i in range(n):
        d.setdefault(i & 15, i)


@op
def dict_setdefault_append(n):
    d = {}
    for i in range(n):
        d.setdefault(i & 15, []).append(i)


@op
def dict_pop(n):
    d = {"a": 1}
    for _ in range(n):
        d.pop("b", None)


@op
def dict_set_del(n):
    d = {1: 1, 2: 2, 3: 3}
    for i in range(n):
        d[i + 10] = i
        del d[i + 10]


@op
def dict_update(n):
    a = {"a": 1, "b": 2}
    b = {"b": 3, "c": 4}
    for _ in range(n):
        a.update(b)


@op
def dict_copy(n):
    d = {"a": 1, "b": 2, "c": 3}
    for _ in range(n):
        dict(d)


@op
def dict_merge(n):
    a = {"a": 1, "b": 2}
    b = {"b": 3, "c": 4}
    for _ in range(n):
        a | b


@op
def dict_display(n):
    for i in range(n):
        {"a": i, "b": i, "c": i}


@op
def dict_comprehension(n):
    for _ in range(n // 100):
        {x: x for x in range(100)}


@op
def dict_comprehension_str(n):
    ks = STR_KEYS[:100]
    for _ in range(n // 100):
        {k: 1 for k in ks}


@op
def dict_of_pairs(n):
    ps = PAIRS
    for _ in range(n // 100):
        dict(ps)


@op
def dict_equal(n):
    a = {"a": 1, "b": 2}
    b = {"a": 1, "b": 2}
    for _ in range(n):
        a == b


@op
def dict_len(n):
    d = STR_DICT
    for _ in range(n):
        len(d)


@op
def dict_instance_keys(n):
    keys = [Plain() for _ in range(10)]
    d = {k: 1 for k in keys}
    k = keys[5]
    for _ in range(n):
        d[k]


@op
def set_add(n):
    s = set()
    for i in range(n):
        s.add(i & 1023)


@op
def set_contains(n):
    s = INT_SET
    for i in range(n):
        i in s


@op
def set_contains_str(n):
    s = STR_SET
    k = STR_KEYS[9]
    for _ in range(n):
        k in s


@op
def set_contains_tuple(n):
    s = {(i, i) for i in range(100)}
    for i in range(n):
        (i, i) in s


@op
def set_union(n):
    a, b = set(range(20)), set(range(10, 30))
    for _ in range(n // 10):
        a | b


@op
def set_intersection(n):
    a, b = set(range(20)), set(range(10, 30))
    for _ in range(n // 10):
        a & b


@op
def set_difference(n):
    a, b = set(range(20)), set(range(10, 30))
    for _ in range(n // 10):
        a - b


@op
def set_of_list(n):
    xs = NUMBERS
    for _ in range(n // 100):
        set(xs)


@op
def set_display(n):
    for i in range(n):
        {i, 1, 2}


@op
def set_loop(n):
    s = INT_SET
    for _ in range(n // 1000):
        for x in s:
            pass


@op
def set_discard_add(n):
    s = {1, 2, 3}
    for _ in range(n):
        s.discard(2)
        s.add(2)


@op
def set_comprehension(n):
    for _ in range(n // 100):
        {x & 31 for x in range(100)}


@op
def frozenset_constant_in(n):
    for i in range(n):
        i in {1, 2, 3, 4}


@op
def tuple_display(n):
    for i in range(n):
        (i, i)


@op
def tuple_unpack(n):
    t = (1, 2, 3)
    for _ in range(n):
        a, b, c = t


@op
def tuple_equal(n):
    a, b = (1, 2, 3), tuple([1, 2, 3])
    for _ in range(n):
        a == b


@op
def tuple_less(n):
    a, b = (1, 2, 3), (1, 2, 4)
    for _ in range(n):
        a < b


@op
def tuple_hash(n):
    t = (1, 2, 3)
    for _ in range(n):
        hash(t)


@op
def tuple_concat(n):
    a, b = (1, 2), (3,)
    for _ in range(n):
        a + b


@op
def tuple_slice(n):
    t = (1, 2, 3, 4, 5)
    for _ in range(n):
        t[1:3]


@op
def tuple_of_list(n):
    xs = [1, 2, 3]
    for _ in range(n):
        tuple(xs)


@op
def loop_enumerate(n):
    xs = NUMBERS
    for _ in range(n // 100):
        for i, x in enumerate(xs):
            pass


@op
def loop_zip(n):
    xs = NUMBERS
    for _ in range(n // 100):
        for x, y in zip(xs, xs):
            pass


@op
def loop_reversed(n):
    xs = NUMBERS
    for _ in range(n // 100):
        for x in reversed(xs):
            pass


@op
def loop_tuple(n):
    t = tuple(NUMBERS)
    for _ in range(n // 100):
        for x in t:
            pass


@op
def loop_pairs(n):
    ps = PAIRS
    for _ in range(n // 100):
        for a, b in ps:
            pass


@op
def loop_generator(n):
    for x in (i for i in range(n)):
        pass


@op
def map_lambda(n):
    xs = NUMBERS
    for _ in range(n // 100):
        list(map(lambda x: x + 1, xs))


@op
def map_str(n):
    xs = NUMBERS
    for _ in range(n // 100):
        list(map(str, xs))


@op
def map_int(n):
    xs = [str(i) for i in range(100)]
    for _ in range(n // 100):
        list(map(int, xs))


@op
def filter_lambda(n):
    xs = NUMBERS
    for _ in range(n // 100):
        list(filter(lambda x: x > 500, xs))


@op
def sum_list(n):
    xs = NUMBERS
    for _ in range(n // 100):
        sum(xs)


@op
def sum_floats(n):
    xs = FLOATS
    for _ in range(n // 100):
        sum(xs)


@op
def sum_generator(n):
    xs = NUMBERS
    for _ in range(n // 100):
        sum(x * x for x in xs)


@op
def min_list(n):
    xs = NUMBERS
    for _ in range(n // 100):
        min(xs)


@op
def max_two(n):
    for i in range(n):
        max(i, 50)


@op
def max_key(n):
    xs = NUMBERS
    for _ in range(n // 100):
        max(xs, key=lambda x: -x)


@op
def any_generator(n):
    xs = NUMBERS
    for _ in range(n // 100):
        any(x > 5000 for x in xs)


@op
def all_list(n):
    xs = [1] * 100
    for _ in range(n // 100):
        all(xs)


@op
def isinstance_int(n):
    for i in range(n):
        isinstance(i, int)


@op
def isinstance_tuple(n):
    for i in range(n):
        isinstance(i, (str, int))


@op
def type_is(n):
    for i in range(n):
        type(i) is int


@op
def abs_int(n):
    for i in range(n):
        abs(-i)


@op
def divmod_int(n):
    for i in range(n):
        divmod(i, 7)


@op
def round_float(n):
    for i in range(n):
        round(2.567, 2)


@op
def pow_int(n):
    for i in range(n):
        i ** 2


@op
def pow_float(n):
    x = 1.5
    for _ in range(n):
        x ** 0.5


@op
def pow_mod(n):
    for i in range(n):
        pow(i, 65537, 1000003)


@op
def chr_ord(n):
    for i in range(n):
        chr(ord("a") + 5)


@op
def hash_int(n):
    for i in range(n):
        hash(i)


@op
def hash_str(n):
    s = TEXT
    for _ in range(n):
        hash(s)


@op
def bool_of(n):
    for i in range(n):
        bool(i)


@op
def int_compare_chain(n):
    for i in range(n):
        0 <= i < 100


@op
def math_sqrt(n):
    sqrt = math.sqrt
    for i in range(n):
        sqrt(i)


@op
def math_floor(n):
    for i in range(n):
        math.floor(2.5)


@op
def int_shift(n):
    for i in range(n):
        (i << 20) >> 3


@op
def int_multiply_wide(n):
    x = 123456789
    for i in range(n):
        x * i * 1000


@op
def int_mod_wide(n):
    x = 1
    for _ in range(n):
        x = (x * 6364136223846793005 + 1442695040888963407) % 18446744073709551616


@op
def int_add_medium(n):
    x = MEDIUM
    for i in range(n):
        x + i


@op
def int_and_medium(n):
    x = MEDIUM
    for i in range(n):
        x & 0xFFFFFFFFFFFF00


@op
def int_bit_length(n):
    for i in range(n):
        i.bit_length()


@op
def int_to_bytes(n):
    for i in range(n):
        i.to_bytes(4, "big")


@op
def big_add(n):
    a, b = BIG, BIG2
    for _ in range(n):
        a + b


@op
def big_mul(n):
    a, b = BIG, BIG2
    for _ in range(n):
        a * b


@op
def big_mul_small(n):
    a = BIG
    for _ in range(n):
        a * 10


@op
def big_divmod(n):
    a, b = BIG, BIG2
    for _ in range(n):
        divmod(a, b)


@op
def big_mod_small(n):
    a = BIG
    for _ in range(n):
        a % 1000


@op
def big_floordiv_small(n):
    a = BIG
    for _ in range(n):
        a // 10


@op
def big_pow(n):
    for _ in range(n // 10):
        3 ** 200


@op
def big_pow_mod(n):
    a, b = BIG, BIG2
    for _ in range(n // 100):
        pow(a, 65537, b)


@op
def big_shift(n):
    a = BIG
    for _ in range(n):
        a >> 13


@op
def big_str(n):
    a = BIG
    for _ in range(n // 10):
        str(a)


@op
def big_str_huge(n):
    a = HUGE
    for _ in range(n // 1000):
        str(a)


@op
def big_of_str(n):
    s = str(BIG)
    for _ in range(n // 10):
        int(s)


@op
def big_compare(n):
    a, b = BIG, BIG + 1
    for _ in range(n):
        a < b


@op
def big_hash(n):
    a = BIG
    for _ in range(n):
        hash(a)


@op
def big_and(n):
    a, b = BIG, BIG2
    for _ in range(n):
        a & b


@op
def float_floordiv(n):
    x = 17.5
    for _ in range(n):
        x // 2.0


@op
def float_mod(n):
    x = 17.5
    for _ in range(n):
        x % 3.2


@op
def bytes_getitem(n):
    b = DATA
    for _ in range(n):
        b[100]


@op
def bytes_slice(n):
    b = DATA
    for _ in range(n):
        b[10:20]


@op
def bytes_find(n):
    b = DATA
    for _ in range(n):
        b.find(b"\x50\x51")


@op
def bytes_decode(n):
    b = TEXT.encode()
    for _ in range(n):
        b.decode()


@op
def bytes_concat(n):
    a, b = b"hello ", b"world"
    for _ in range(n):
        a + b


@op
def bytes_split(n):
    b = b"a,b,c,d"
    for _ in range(n):
        b.split(b",")


@op
def bytes_join(n):
    parts = [b"ab", b"cd", b"ef"]
    for _ in range(n):
        b"".join(parts)


@op
def bytes_hex(n):
    b = DATA[:16]
    for _ in range(n):
        b.hex()


@op
def bytes_startswith(n):
    b = DATA
    for _ in range(n):
        b.startswith(b"\x00\x01")


@op
def bytes_iterate(n):
    b = DATA[:100]
    for _ in range(n // 100):
        for x in b:
            pass


@op
def bytearray_append(n):
    b = bytearray()
    for i in range(n):
        b.append(i & 255)


@op
def bytearray_setitem(n):
    b = bytearray(100)
    for i in range(n):
        b[50] = i & 255


@op
def bytearray_extend(n):
    b = bytearray()
    for _ in range(n):
        b.extend(b"abc")


@op
def bytearray_iadd(n):
    b = bytearray()
    for _ in range(n):
        b += b"abc"


@op
def int_from_bytes(n):
    b = b"\x01\x02\x03\x04"
    for _ in range(n):
        int.from_bytes(b, "little")


@op
def float_repr_short(n):
    for i in range(n):
        str(i / 10)


@op
def getattr_builtin(n):
    p = Plain()
    p.x = 1
    for _ in range(n):
        getattr(p, "x")


@op
def hasattr_builtin(n):
    p = Plain()
    for _ in range(n):
        hasattr(p, "y")


def measure(f):
    n = 1000
    while True:
        start = time.process_time()
        f(n)
        took = time.process_time() - start
        if took >= 0.02:
            break
        n *= 4 if took < 0.004 else 2
    best = took
    for _ in range(3):
        start = time.process_time()
        f(n)
        best = min(best, time.process_time() - start)
    return best / n * 1e9


def read(path):
    figures = {}
    with open(path) as file:
        for line in file:
            name, value = line.split()
            figures[name] = float(value)
    return figures


def side_by_side(peer, ours):
    rows = sorted((peer[k] / ours[k], k) for k in ours if k in peer)
    print(f"{'operation':24}{'peer ns':>10}{'ours ns':>10}{'ratio':>8}")
    for ratio, name in rows:
        print(f"{name:24}{peer[name]:10.1f}{ours[name]:10.1f}{ratio:8.2f}")
    mean = math.exp(sum(math.log(r) for r, _ in rows) / len(rows))
    print(f"{len(rows)} operations, geometric mean {mean:.2f}, below 2: {sum(r < 2 for r, _ in rows)}")


if len(sys.argv) == 3:
    side_by_side(read(sys.argv[1]), read(sys.argv[2]))
else:
    chosen = sys.argv[1] if len(sys.argv) > 1 else ""
    for f in OPERATIONS:
        if chosen in f.__name__:
            print(f.__name__, round(measure(f), 2), flush=True)
