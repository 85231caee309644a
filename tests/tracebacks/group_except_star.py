def run():
    raise ExceptionGroup("mixed", [ValueError("v"), TypeError("t"), KeyError("k")])


try:
    run()
except* ValueError as e:
    print("handled", e.exceptions)
except* KeyError:
    raise OSError("while handling")
