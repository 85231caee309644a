let x = 1
var y
function f() { }
x = new Foo()
if (x) {
    y
}
a && b
a || !b
i++
x = y ? 1 : 2
x => x + 1
throw Error()
switch x:
    pass
else if x:
    pass
a <> b
import a from b
print "x"
exec "x"
“quoted”
a – b
x = 0777
y = 3j
z = 5abc
