# pathlib and os.path on names only; files in a temporary folder.
import os
import tempfile
from pathlib import Path, PurePosixPath

p = PurePosixPath("/usr/lib/python/x.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p / ".." / "y", p.with_suffix(".zip"), p.with_name("z"), p.is_absolute(), p.relative_to("/usr"))
print(os.path.join("a", "b", "/c"), os.path.basename("/x/y.z"), os.path.dirname("/x/y.z"), os.path.splitext("a.b.c"), os.path.split("/a/b"), os.path.normpath("a/../b/./c"), os.sep)
with tempfile.TemporaryDirectory() as d:
    f = Path(d) / "note.txt"
    print(f.exists(), f.write_text("line 1\nline 2\n"), f.read_text(), f.exists(), f.is_file(), f.stat().st_size)
    with open(f, "a") as h:
        h.write("more\n")
    with f.open() as h:
        print([l.rstrip() for l in h])
    (Path(d) / "sub").mkdir()
    (Path(d) / "sub" / "b.py").touch()
    print(sorted(x.name for x in Path(d).iterdir()), sorted(os.listdir(d)), [x.name for x in Path(d).rglob("*.py")])
    os.remove(f)
    print(os.path.exists(f))
    try:
        open(f)
    except FileNotFoundError as e:
        print(e.errno, e.strerror)
print(os.environ.get("NO_SUCH_VARIABLE_X", "unset"), os.getcwd() == str(Path.cwd()))
