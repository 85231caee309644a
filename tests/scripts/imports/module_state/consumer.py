import config
from config import settings


def read():
    return config.level, settings["debug"]


def bump():
    config.level += 1
    settings["bumped"] = config.level
