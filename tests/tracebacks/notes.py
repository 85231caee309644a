def f():
    try:
        raise ValueError("with notes")
    except ValueError as e:
        e.add_note("first note")
        e.add_note("second note,\nin two lines")
        e.add_note("")
        e.add_note("  indented")
        raise


f()
