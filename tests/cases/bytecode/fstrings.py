def show(name, width, value):
    return f"{name!r:>{width}} = {value:.2f}{value=}" f"{name}" "!"
