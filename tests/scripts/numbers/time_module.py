# What can be said of the clock without looking at it.
import time

t0, p0, m0 = time.time(), time.perf_counter(), time.monotonic()
time.sleep(0.02)
print(0.015 < time.time() - t0 < 0.5, 0.015 < time.perf_counter() - p0 < 0.5, 0.015 < time.monotonic() - m0 < 0.5)
print(type(time.time()).__name__, type(time.time_ns()).__name__, type(time.monotonic_ns()).__name__, type(time.perf_counter_ns()).__name__)
print(abs(time.time_ns() / 1e9 - time.time()) < 0.5, time.process_time() >= 0)
g = time.gmtime(0)
print(g.tm_year, g.tm_mon, g.tm_mday, g.tm_hour, g.tm_min, g.tm_sec, g.tm_wday, g.tm_yday, g.tm_isdst)
print(time.strftime("%Y-%m-%d %H:%M:%S %a %A %b %B %j %p %I %y %% %w", time.gmtime(1700000000)))
print(time.gmtime(1700000000)[:6], tuple(time.gmtime(951782400))[:3])
print(time.asctime(time.gmtime(86400 * 365)), len(time.ctime()), len(time.strftime("%H:%M:%S")))
for f in (lambda: time.sleep(-1), lambda: time.sleep("x"), lambda: time.sleep()):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print(time.sleep(0), time.perf_counter() >= p0)
ns = [time.perf_counter_ns() for _ in range(100)]
print(ns == sorted(ns))
