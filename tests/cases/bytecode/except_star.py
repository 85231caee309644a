def sort_out(job):
    try:
        job()
    except* ValueError as group:
        print(group)
    except* (OSError, KeyError):
        raise
