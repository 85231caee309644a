def load(i):
    try:
        raise LookupError(i)
    except LookupError as e:
        raise ValueError(f"part {i}") from e


parts = []
for i in range(2):
    try:
        load(i)
    except ValueError as e:
        e.add_note(f"note of {i}\nsecond line")
        parts.append(e)
try:
    raise ExceptionGroup("parts", parts)
except ExceptionGroup as g:
    g.add_note("note of the group")
    raise RuntimeError("the whole") from g
