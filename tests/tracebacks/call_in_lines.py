result = some_function(
    1,
)
