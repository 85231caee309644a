def make():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e


error = make()
raise error.with_traceback(None)
