# Modules share state; names bound by from are copies; module attributes can be set; __getattr__ of modules.
import config
import consumer
from config import level, settings

config.level = 5
level = 9
settings["debug"] = True
print(consumer.read(), level, config.level, config.settings)
consumer.bump()
print(config.level, settings)
setattr(config, "new", "attr")
print(config.new, getattr(config, "nope", "default"), sorted(n for n in vars(config) if not n.startswith("__")))
print(config.lazy_thing)
try:
    config.unknown
except AttributeError as e:
    print(e)
del config.new
print(hasattr(config, "new"), type(config).__name__, config.__dict__["level"])


class Shadow:
    import config as inner
    level = inner.level


print(Shadow.level, Shadow.inner is config)
if True:
    import math as m
print(m.floor(2.5))
for name in ("math", "config"):
    print(__import__(name).__name__)
