//! Module time.

use super::support::new_module;
use crate::event_loop::nanoseconds;
use crate::host::Zone;
use crate::value::{Kept, Tuple, Value};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

const ROWS: &[NativeRow] = &[
    row("time", time, ""),
    row("time_ns", time_ns, ""),
    row("monotonic", monotonic, ""),
    row("monotonic_ns", monotonic_ns, ""),
    row("perf_counter", monotonic, ""),
    row("perf_counter_ns", monotonic_ns, ""),
    row("process_time", process_time, ""),
    row("process_time_ns", process_time_ns, ""),
    row("thread_time", process_time, ""),
    row("sleep", sleep, "seconds, /"),
    row("gmtime", gmtime, "seconds=None, /"),
    row("localtime", localtime, "seconds=None, /"),
    row("mktime", mktime, "t, /"),
    row("strftime", strftime, "format, t=None, /"),
    row("asctime", asctime, "t=None, /"),
    row("ctime", ctime, "seconds=None, /"),
];

/// Makes the module.
pub(super) fn build(s: &mut Scope<'_>) -> Result<Handle, Raise> {
    let m = new_module(s, "time", "Clocks and dates.", ROWS);
    let zone = s.host.zone(s.host.wall() / 1_000_000_000);
    super::support::set(s, m, "timezone", s.int(-i64::from(zone.offset)));
    super::support::set(s, m, "daylight", s.int(zone.summer.into()));
    let names = s.tuple(&[Vm::str(s, &zone.name), Vm::str(s, &zone.name)]);
    super::support::set(s, m, "tzname", names);
    // the class of broken-down times is written in the language
    let library = s.import_module("_struct_time")?;
    let class = s.getattr(library, "struct_time")?;
    super::support::set_handle(s, m, "struct_time", class);
    Ok(m)
}

fn seconds(ns: u64) -> Ret {
    Value::float(ns as f64 / 1e9).into()
}

fn time(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::float(vm.host.wall() as f64 / 1e9).into())
}

fn time_ns(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.int(vm.host.wall()).into())
}

fn monotonic(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(seconds(vm.host.monotonic()))
}

fn monotonic_ns(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.int(vm.host.monotonic() as i64).into())
}

fn process_time(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(seconds(vm.host.process_time()))
}

fn process_time_ns(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.int(vm.host.process_time() as i64).into())
}

fn sleep(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let h = a.handle(&s, 0);
    let Some(n) = s.float_opt(h)? else {
        let name = s.type_name(h.get(&s));
        return Err(s.type_error(format_args!("'{name}' object cannot be interpreted as an integer")));
    };
    if n.is_nan() {
        return Err(s.value_error("Invalid value NaN (not a number)"));
    }
    if n < 0.0 {
        return Err(s.value_error("sleep length must be non-negative"));
    }
    if n > 0.0 {
        // what was printed before must be seen while the script sleeps
        s.flush_stdout()?;
        let until = s.host.monotonic().saturating_add(nanoseconds(n));
        loop {
            let left = until.saturating_sub(s.host.monotonic());
            if left == 0 {
                break;
            }
            s.host.sleep_blocking(left);
            crate::event_loop::has_blocked(&s);
            s.check_interrupts()?;
        }
    }
    Ok(Ret::NONE)
}

/// A broken-down time.
#[derive(Clone, Debug)]
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// From Monday.
    weekday: i64,
    /// From 1.
    yearday: i64,
    summer: i64,
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days since 1970 of a date of the proleptic Gregorian calendar.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date_of(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z - era * 146_097;
    let y = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * y + y / 4 - y / 100);
    let m = (5 * of_year + 2) / 153;
    let month = if m < 10 { m + 3 } else { m - 9 };
    let year = y + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * m + 2) / 5 + 1)
}

fn parts_of(unix: i64, zone: &Zone) -> Parts {
    let local = unix.saturating_add(zone.offset.into());
    let (days, rest) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    let (year, month, day) = date_of(days);
    Parts {
        year,
        month,
        day,
        hour: rest / 3600,
        minute: rest / 60 % 60,
        second: rest % 60,
        weekday: (days + 3).rem_euclid(7),
        yearday: days - days_of(year, 1, 1) + 1,
        summer: zone.summer.into(),
    }
}

/// Whole seconds of an argument that is a time, or of now.
fn moment(s: &mut Scope<'_>, given: Option<Handle>) -> Result<i64, Raise> {
    let Some(h) = given.filter(|h| !h.get(s).is_none()) else {
        return Ok(s.host.wall().div_euclid(1_000_000_000));
    };
    let n = match h.get(s).as_i64() {
        Some(i) => i as f64,
        None => s.float_of(h)?.floor(),
    };
    // years of five digits are as far as dates go here
    if n.is_nan() {
        return Err(s.value_error("Invalid value NaN (not a number)"));
    }
    if n.abs() > 3e11 {
        return Err(s.overflow_error("timestamp out of range for platform time_t"));
    }
    Ok(n as i64)
}

fn struct_time(s: &mut Scope<'_>, p: &Parts, zone: &Zone) -> NativeResult {
    let numbers = [p.year, p.month, p.day, p.hour, p.minute, p.second, p.weekday, p.yearday, p.summer];
    let fields = s.keep(|vm| {
        let mut all: Vec<Value<'_>> = numbers.iter().map(|n| vm.int(*n)).collect();
        all.push(vm.str(&zone.name));
        all.push(vm.int(zone.offset.into()));
        vm.tuple(&all)
    });
    let library = s.import_module("_struct_time")?;
    let make = s.getattr(library, "make")?;
    s.call(make, &[fields]).map(|h| h.ret(s))
}

fn gmtime(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let given = a.opt_handle(&s, 0);
    let at = moment(&mut s, given)?;
    let zone = Zone::utc();
    struct_time(&mut s, &parts_of(at, &zone), &zone)
}

fn localtime(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let given = a.opt_handle(&s, 0);
    let at = moment(&mut s, given)?;
    let zone = s.host.zone(at);
    struct_time(&mut s, &parts_of(at, &zone), &zone)
}

/// The parts of a time tuple, or of now.
fn given_parts(s: &mut Scope<'_>, given: Option<Handle>) -> Result<Parts, Raise> {
    let Some(h) = given.filter(|h| !h.get(s).is_none()) else {
        let at = moment(s, None)?;
        let zone = s.host.zone(at);
        return Ok(parts_of(at, &zone));
    };
    let items: Option<Vec<Kept>> =
        h.cast::<Tuple>(s).map(|t| t.items().iter().map(|v| Kept::new(*v)).collect());
    let Some(items) = items.filter(|i| i.len() >= 9) else {
        return Err(s.type_error("Tuple or struct_time argument required"));
    };
    let mut n = [0; 9];
    for (to, item) in n.iter_mut().zip(items) {
        match item.get(&s.heap).as_i64() {
            Some(i) => *to = i,
            None => return Err(s.type_error("an integer is required")),
        }
    }
    let [year, month, day, hour, minute, second, weekday, yearday, summer] = n;
    for (ok, what) in [
        ((0..=12).contains(&month), "month out of range"),
        ((0..=31).contains(&day), "day of month out of range"),
        ((0..24).contains(&hour), "hour out of range"),
        ((0..60).contains(&minute), "minute out of range"),
        ((0..=61).contains(&second), "seconds out of range"),
        ((-1..=6).contains(&weekday), "day of week out of range"),
        ((0..=366).contains(&yearday), "day of year out of range"),
    ] {
        if !ok {
            return Err(s.value_error(what));
        }
    }
    Ok(Parts { year, month: month.max(1), day: day.max(1), hour, minute, second, weekday, yearday, summer })
}

fn mktime(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let given = Some(a.handle(&s, 0));
    let p = given_parts(&mut s, given)?;
    let local = days_of(p.year, p.month, p.day) * 86_400 + p.hour * 3600 + p.minute * 60 + p.second;
    // the zone of the result decides; one correction settles it except in the hour that a change skips
    let mut offset = s.host.zone(local).offset;
    offset = s.host.zone(local - i64::from(offset)).offset;
    Ok(Value::float((local - i64::from(offset)) as f64).into())
}

fn clock_text(p: &Parts) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        &DAYS[p.weekday.rem_euclid(7) as usize][..3],
        &MONTHS[(p.month - 1) as usize][..3],
        p.day,
        p.hour,
        p.minute,
        p.second,
        p.year
    )
}

fn asctime(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let given = a.opt_handle(&s, 0);
    let p = given_parts(&mut s, given)?;
    Ok(Vm::str(&s, &clock_text(&p)).into())
}

fn ctime(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let given = a.opt_handle(&s, 0);
    let at = moment(&mut s, given)?;
    let zone = s.host.zone(at);
    Ok(Vm::str(&s, &clock_text(&parts_of(at, &zone))).into())
}

fn strftime(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let Some(format) = a.get(&s, 0).as_str().map(str::to_owned) else {
        let name = s.type_name(a.get(&s, 0));
        return Err(s.type_error(format_args!("strftime() argument 1 must be str, not {name}")));
    };
    let given = a.opt_handle(&s, 1);
    let p = given_parts(&mut s, given)?;
    let zone = s.host.zone(days_of(p.year, p.month, p.day) * 86_400 + p.hour * 3600);
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('-') => match chars.next() {
                Some(d) => out.push_str(directive(&s, d, &p, &zone)?.trim_start_matches('0')),
                None => out.push_str("%-"),
            },
            Some(d) => out.push_str(&directive(&s, d, &p, &zone)?),
            None => out.push('%'),
        }
    }
    Ok(Vm::str(&s, &out).into())
}

/// The text of one directive of `strftime`; one that does not exist stays as it is.
fn directive(vm: &Vm, d: char, p: &Parts, zone: &Zone) -> Result<String, Raise> {
    let day = DAYS[p.weekday.rem_euclid(7) as usize];
    let month = MONTHS[(p.month - 1) as usize];
    let twelve = if p.hour % 12 == 0 { 12 } else { p.hour % 12 };
    let half = if p.hour < 12 { "AM" } else { "PM" };
    let from_sunday = (p.weekday + 1) % 7;
    Ok(match d {
        'Y' => p.year.to_string(),
        'y' => format!("{:02}", p.year.rem_euclid(100)),
        'C' => format!("{:02}", p.year.div_euclid(100)),
        'm' => format!("{:02}", p.month),
        'd' => format!("{:02}", p.day),
        'e' => format!("{:2}", p.day),
        'H' => format!("{:02}", p.hour),
        'I' => format!("{twelve:02}"),
        'M' => format!("{:02}", p.minute),
        'S' => format!("{:02}", p.second),
        'p' => half.into(),
        'a' => day[..3].into(),
        'A' => day.into(),
        'b' | 'h' => month[..3].into(),
        'B' => month.into(),
        'j' => format!("{:03}", p.yearday),
        'w' => from_sunday.to_string(),
        'u' => (p.weekday + 1).to_string(),
        'U' => format!("{:02}", (p.yearday - 1 + 7 - from_sunday) / 7),
        'W' => format!("{:02}", (p.yearday - 1 + 7 - p.weekday) / 7),
        'G' | 'V' => {
            let (year, week) = iso_week(p);
            if d == 'G' { year.to_string() } else { format!("{week:02}") }
        }
        'c' => clock_text(p),
        'x' | 'D' => format!("{:02}/{:02}/{:02}", p.month, p.day, p.year.rem_euclid(100)),
        'X' | 'T' => format!("{:02}:{:02}:{:02}", p.hour, p.minute, p.second),
        'R' => format!("{:02}:{:02}", p.hour, p.minute),
        'r' => format!("{twelve:02}:{:02}:{:02} {half}", p.minute, p.second),
        'F' => format!("{}-{:02}-{:02}", p.year, p.month, p.day),
        's' => {
            let local = days_of(p.year, p.month, p.day) * 86_400 + p.hour * 3600 + p.minute * 60 + p.second;
            (local - i64::from(zone.offset)).to_string()
        }
        'z' => {
            let o = zone.offset.abs();
            format!("{}{:02}{:02}", if zone.offset < 0 { '-' } else { '+' }, o / 3600, o / 60 % 60)
        }
        'Z' => zone.name.clone(),
        'n' => "\n".into(),
        't' => "\t".into(),
        '%' => "%".into(),
        '\0' => return Err(vm.raise(Exc::ValueError, "embedded null character")),
        other => format!("%{other}"),
    })
}

fn iso_week(p: &Parts) -> (i64, i64) {
    let week = (p.yearday - 1 - p.weekday + 10) / 7;
    let weeks_in = |year: i64| {
        let first = (days_of(year, 1, 1) + 3).rem_euclid(7);
        let leap = days_of(year + 1, 1, 1) - days_of(year, 1, 1) == 366;
        if first == 3 || (first == 2 && leap) { 53 } else { 52 }
    };
    if week < 1 {
        (p.year - 1, weeks_in(p.year - 1))
    } else if week > weeks_in(p.year) {
        (p.year + 1, 1)
    } else {
        (p.year, week)
    }
}
