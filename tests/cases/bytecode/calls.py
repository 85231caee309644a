def every_kind(f, *args, **options):
    f()
    later(f(1), 2)
    f.run(1, 2)
    f.run(1, key=2)
    f(0, *args, 3, *more, a=1, **options, b=2)
    return len(args)
