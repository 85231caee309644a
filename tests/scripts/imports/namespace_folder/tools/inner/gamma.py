from ..beta import name


def gamma():
    return name + " gamma"
