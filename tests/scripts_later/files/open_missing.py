# open of what is not there.
for mode in ("r", "rb", "r+"):
    try:
        open("/no/such/dir/file.txt", mode)
    except FileNotFoundError as f:
        print(f, f.errno, f.strerror, f.filename)
try:
    open("/", "w")
except IsADirectoryError as e:
    print(type(e).__name__, e.errno)
try:
    open("x", "q")
except ValueError as e:
    print(e)
