class Config:
    pass


config = Config()
config.section = Config()


def read(config):
    return print(
        config
        .section
        .entry,
        end="",
    )


read(
    config)
