def render(name):
    return """
    Hello {}
    and {}
    """.format(
        name
    )


render("x")
