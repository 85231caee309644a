def cleanup():
    raise OSError("disk is gone")


def work():
    try:
        1 / 0
    except ZeroDivisionError:
        cleanup()


work()
