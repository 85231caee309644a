Exception.foo
