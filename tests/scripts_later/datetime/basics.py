# datetime with fixed values.
from datetime import date, datetime, time, timedelta, timezone

d = datetime(2024, 2, 29, 13, 5, 9, 123456)
print(d, repr(d), d.isoformat(), d.date(), d.time(), d.year, d.weekday(), d.isoweekday(), d.strftime("%Y-%m-%d %H:%M:%S %A %j %p %f"))
print(d + timedelta(days=1, hours=12), d - timedelta(weeks=1), (datetime(2025, 1, 1) - d), (datetime(2025, 1, 1) - d).total_seconds(), d.replace(year=2020, microsecond=0))
print(timedelta(days=1, seconds=3661), timedelta(hours=25).days, timedelta(seconds=-1), timedelta(minutes=90) / 2, timedelta(1) // timedelta(hours=5), str(timedelta(milliseconds=1500)), repr(timedelta(1, 2)), timedelta(1) > timedelta(hours=23))
print(date(2024, 1, 31) + timedelta(days=30), date(2024, 3, 1) - date(2024, 2, 1), date(2024, 1, 1).strftime("%d/%m/%y"), date.fromisoformat("2024-05-06"), date(2024, 5, 6).isocalendar(), date.min, date.fromordinal(738000))
print(datetime.fromisoformat("2024-05-06T07:08:09+02:00"), datetime.strptime("06.05.2024 17:30", "%d.%m.%Y %H:%M"), datetime(2024, 5, 6, tzinfo=timezone.utc).isoformat(), datetime(2024, 5, 6, 12, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=5, minutes=30))))
print(datetime.fromtimestamp(0, timezone.utc), datetime(2024, 5, 6, tzinfo=timezone.utc).timestamp(), time(1, 2, 3), time(23, 59).isoformat(), d < datetime(2025, 1, 1), datetime.combine(date(2024, 1, 1), time(5)))
for f in (lambda: datetime(2024, 13, 1), lambda: date(2023, 2, 29), lambda: datetime.strptime("x", "%Y"), lambda: d - date(2024, 1, 1), lambda: date.fromisoformat("nope"), lambda: time(25)):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
