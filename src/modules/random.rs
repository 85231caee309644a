//! The module `random`: functions that are methods of a hidden generator, and the classes of generators.

use std::cell::RefCell;

use num_traits::ToPrimitive;

use super::support::{float_arg, float_or, int_arg, new_module, ok, set_handle, with_int};
use crate::value::number::IntRef;
use crate::value::number::random::{Random, SIZE};
use crate::value::{
    Builtins, ByteArray, Bytes, Layout, List, NativeData, Opaque, Str, Tuple, Type, TypeFlags, Value,
};
use crate::vm::{Args, Exc, Handle, NativeResult, NativeRow, Raise, Ret, Scope, Sym, Vm, row};

/// A generator. It is seeded from the system when it is first used, unless it was seeded before.
enum State {
    Unseeded,
    Seeded(Box<Random>),
    /// Every draw is made of the system's random bytes.
    System,
}

struct Generator(RefCell<State>);

impl NativeData for Generator {}

const METHODS: &[NativeRow] = &[
    row("seed", seed, "self, a=None, version=2"),
    row("getstate", getstate, "self"),
    row("setstate", setstate, "self, state"),
    row("random", random, "self, /").one(quick_random),
    row("getrandbits", getrandbits, "self, k, /"),
    row("randbytes", randbytes, "self, n"),
    row("randrange", randrange, "self, start, stop=None, step=1").pairing(quick_below).three(quick_range),
    row("randint", randint, "self, a, b").three(quick_int),
    row("choice", choice, "self, seq").pairing(quick_choice),
    row("choices", choices, "self, population, weights=None, *, cum_weights=None, k=1"),
    row("shuffle", shuffle, "self, x"),
    row("sample", sample, "self, population, k, *, counts=None"),
    row("uniform", uniform, "self, a, b"),
    row("triangular", triangular, "self, low=0.0, high=1.0, mode=None"),
    row("normalvariate", normalvariate, "self, mu=0.0, sigma=1.0"),
    row("gauss", gauss, "self, mu=0.0, sigma=1.0"),
    row("lognormvariate", lognormvariate, "self, mu, sigma"),
    row("expovariate", expovariate, "self, lambd=1.0"),
    row("vonmisesvariate", vonmisesvariate, "self, mu, kappa"),
    row("gammavariate", gammavariate, "self, alpha, beta"),
    row("betavariate", betavariate, "self, alpha, beta"),
    row("paretovariate", paretovariate, "self, alpha"),
    row("weibullvariate", weibullvariate, "self, alpha, beta"),
    row("binomialvariate", binomialvariate, "self, n=1, p=0.5"),
];

/// Builds the module.
pub(super) fn build(s: &mut Scope<'_>) -> Result<Handle, Raise> {
    let module = new_module(s, "random", "Random variable generators.", &[]);
    let class = s.keep(|vm| {
        let object = vm.class(Builtins::Object);
        let class = vm.new_native_class("Random", "random", &[object], Layout::Opaque);
        vm.add_staticmethods(class, const { &[row("__new__", new_random, "cls, /, *args, **kwargs")] });
        vm.add_methods(class, const { &[row("__init__", init, "self, x=None")] });
        vm.add_methods(class, METHODS);
        class.value()
    });
    let system = s.keep(|vm| {
        let base = class.cast::<Type>(vm).expect("made above");
        let system = vm.new_native_class("SystemRandom", "random", &[base], Layout::Opaque);
        vm.add_staticmethods(system, const { &[row("__new__", new_system, "cls, /, *args, **kwargs")] });
        vm.add_methods(
            system,
            const {
                &[
                    row("seed", system_seed, "self, *args, **kwds"),
                    row("getstate", no_state, "self, *args, **kwds"),
                    row("setstate", no_state, "self, *args, **kwds"),
                ]
            },
        );
        system.value()
    });
    set_handle(s, module, "Random", class);
    set_handle(s, module, "SystemRandom", system);
    let hidden = s.keep(|vm| instance(vm, class.cast::<Type>(vm).expect("made above"), State::Unseeded));
    set_handle(s, module, "_inst", hidden);
    for method in METHODS {
        let mut inner = s.inner();
        let bound = inner.getattr(hidden, method.name)?;
        set_handle(&inner, module, method.name, bound);
    }
    Ok(module)
}

fn instance<'h>(vm: &'h Vm, class: &Type, state: State) -> Value<'h> {
    Opaque::new(&vm.heap, class.root.get(), Generator(RefCell::new(state))).value()
}

fn make(vm: &mut Vm, a: Args, state: State) -> NativeResult {
    match a.get(vm, 0).cast::<Type>() {
        Some(class) => Ok(instance(vm, class, state).into()),
        None => Err(vm.type_error("Random.__new__(X): X is not a type object")),
    }
}

fn new_random(vm: &mut Vm, a: Args) -> NativeResult {
    make(vm, a, State::Unseeded)
}

fn new_system(vm: &mut Vm, a: Args) -> NativeResult {
    make(vm, a, State::System)
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let (this, x) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    s.call_method(this, "seed", &[x])?;
    Ok(Ret::NONE)
}

/// A generator seeded by the system.
fn fresh(vm: &Vm) -> Result<Random, Raise> {
    let mut bytes = [0; SIZE * 4];
    if let Err(e) = vm.host.entropy(&mut bytes) {
        return Err(vm.raise(Exc::OSError, e));
    }
    let words: Vec<u32> =
        bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]])).collect();
    Ok(Random::from_words(&words))
}

fn state(vm: &Vm, a: Args) -> Result<&RefCell<State>, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(|o| o.data::<Generator>()) {
        Some(g) => Ok(&g.0),
        None => {
            let t = vm.type_name(a.get(vm, 0));
            Err(vm
                .type_error(format_args!("descriptor requires a 'random.Random' object but received '{t}'")))
        }
    }
}

/// Draws from the generator that is argument 0.
fn draw<T>(vm: &Vm, a: Args, f: impl FnOnce(&mut Random) -> T) -> Result<T, Raise> {
    let mut state = state(vm, a)?.borrow_mut();
    match &mut *state {
        State::Seeded(r) => Ok(f(r)),
        State::System => Ok(f(&mut fresh(vm)?)),
        State::Unseeded => {
            let mut r = Box::new(fresh(vm)?);
            let drawn = f(&mut r);
            *state = State::Seeded(r);
            Ok(drawn)
        }
    }
}

fn seed(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 1);
    let old_version = with_int(a.get(vm, 2), |n| n.to_i64()) == Some(Some(1));
    let seeded = if v.is_none() {
        None
    } else if let Some(r) = with_int(v, Random::from_int) {
        Some(r)
    } else if let Some(x) = v.as_float() {
        Some(Random::from_float(x, 0))
    } else if let Some(text) = v.cast::<Str>() {
        if old_version {
            Some(Random::from_int(IntRef::Small(old_hash(text))))
        } else {
            Some(Random::from_bytes(text.bytes()))
        }
    } else if let Some(b) = v.cast::<Bytes>() {
        Some(Random::from_bytes(b.bytes()))
    } else if let Some(b) = v.cast::<ByteArray>() {
        Some(b.read(Random::from_bytes))
    } else {
        return Err(
            vm.type_error("The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.")
        );
    };
    *state(vm, a)?.borrow_mut() = seeded.map_or(State::Unseeded, |r| State::Seeded(Box::new(r)));
    Ok(Ret::NONE)
}

/// The hash of strings that `seed(…, version=1)` uses.
fn old_hash(text: &Str) -> i64 {
    let mut chars = text.text().chars().peekable();
    let mut x = chars.peek().map_or(0, |&c| (c as u64) << 7);
    for c in chars {
        x = x.wrapping_mul(1_000_003) ^ c as u64;
    }
    let x = (x ^ text.len() as u64) as i64;
    if x == -1 { -2 } else { x }
}

fn system_seed(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn no_state(vm: &mut Vm, _: Args) -> NativeResult {
    Err(vm.raise(Exc::NotImplementedError, "System entropy source does not have state."))
}

fn getstate(vm: &mut Vm, a: Args) -> NativeResult {
    let (words, index, gauss) = draw(vm, a, |r| {
        let (words, index, gauss) = r.state();
        (*words, index, gauss)
    })?;
    let mut items: Vec<Value<'_>> = words.iter().map(|&w| vm.int(w.into())).collect();
    items.push(Value::index(index));
    let internal = vm.tuple(&items);
    let gauss = gauss.map_or(Value::NONE, Value::float);
    Ok(vm.tuple(&[vm.int(3), internal, gauss]).into())
}

fn setstate(vm: &mut Vm, a: Args) -> NativeResult {
    let bad = |vm: &Vm, text: &str| Err(vm.value_error(text));
    let Some(parts) = a.get(vm, 1).cast::<Tuple>().map(Tuple::items) else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    let [version, internal, gauss] = parts else { return bad(vm, "state vector is the wrong size") };
    if version.as_i64() != Some(3) {
        return bad(vm, "state with this version passed to Random.setstate() of version 3");
    }
    let Some(internal) = internal.cast::<Tuple>().map(Tuple::items) else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if internal.len() != SIZE + 1 {
        return bad(vm, "state vector is the wrong size");
    }
    let mut words = Vec::with_capacity(SIZE);
    for v in &internal[..SIZE] {
        match v.as_i64().and_then(|i| u32::try_from(i).ok()) {
            Some(w) => words.push(w),
            None => return bad(vm, "state vector must contain 32-bit integers"),
        }
    }
    let Some(index) = internal[SIZE].as_i64() else { return bad(vm, "invalid state") };
    let mut r = Box::new(Random::from_words(&[0]));
    ok(vm, r.set_state(&words, index, gauss.as_float()))?;
    *state(vm, a)?.borrow_mut() = State::Seeded(r);
    Ok(Ret::NONE)
}

fn random(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::float(draw(vm, a, Random::random)?).into())
}

/// Draws from a generator that is seeded, where only inline ints and floats are at stake.
fn quick_draw<T>(v: Value<'_>, f: impl FnOnce(&mut Random) -> T) -> Option<T> {
    match &mut *v.cast::<Opaque>()?.data::<Generator>()?.0.borrow_mut() {
        State::Seeded(r) => Some(f(r)),
        _ => None,
    }
}

fn quick_random(_: &Vm, v: Value<'_>) -> Option<Ret> {
    Some(Value::float(quick_draw(v, Random::random)?).into())
}

/// An int from `start` on, one of so many.
fn quick_among(v: Value<'_>, start: i64, many: i64) -> Option<Ret> {
    let many = u64::try_from(many).ok().filter(|n| *n > 0)?;
    let drawn = quick_draw(v, |r| r.below(many))?;
    Value::small_int(start + drawn as i64).map(Ret::from)
}

fn quick_below(_: &Vm, v: Value<'_>, stop: Value<'_>) -> Option<Ret> {
    quick_among(v, 0, stop.as_small_int()?)
}

fn quick_range(_: &Vm, v: Value<'_>, start: Value<'_>, stop: Value<'_>) -> Option<Ret> {
    let (start, stop) = (start.as_small_int()?, stop.as_small_int()?);
    quick_among(v, start, stop - start)
}

fn quick_int(_: &Vm, v: Value<'_>, least: Value<'_>, most: Value<'_>) -> Option<Ret> {
    let (least, most) = (least.as_small_int()?, most.as_small_int()?);
    quick_among(v, least, most - least + 1)
}

fn quick_choice<'h>(_: &'h Vm, v: Value<'h>, sequence: Value<'h>) -> Option<Ret> {
    if !sequence.is_exact(Builtins::List) {
        return None;
    }
    let list = sequence.cast::<List>().filter(|l| !l.is_empty())?;
    let i = quick_draw(v, |r| r.below(list.len() as u64))?;
    list.get(i as usize).map(Ret::from)
}

fn getrandbits(vm: &mut Vm, a: Args) -> NativeResult {
    let k = index_arg(vm, a, 1)?;
    if (0..=32).contains(&k) {
        let bits = draw(vm, a, |r| r.bits64(k as u32))?;
        return Ok(vm.int(bits as i64).into());
    }
    let bits = draw(vm, a, |r| r.bits(k))?;
    let bits = ok(vm, bits)?;
    Ok(vm.bigint(bits).into())
}

fn randbytes(vm: &mut Vm, a: Args) -> NativeResult {
    let n = index_arg(vm, a, 1)?;
    let bytes = draw(vm, a, |r| r.bytes(n))?;
    let bytes = ok(vm, bytes)?;
    Ok(vm.bytes(&bytes).into())
}

fn index_arg(vm: &mut Vm, a: Args, i: usize) -> Result<i64, Raise> {
    match a.get(vm, i).as_i64() {
        Some(n) => Ok(n),
        None => {
            let h = a.handle(vm, i);
            vm.scope().index(h)
        }
    }
}

/// A number from `start` up to but without `stop`, if there is one and no arithmetic is needed but that of the machine.
fn small_range(vm: &Vm, a: Args, start: i64, stop: i64) -> Option<Result<Ret, Raise>> {
    let width = stop.checked_sub(start).filter(|w| *w > 0)?;
    let drawn = draw(vm, a, |r| r.below(width as u64));
    Some(drawn.map(|n| vm.int(start + n as i64).into()))
}

fn randrange(vm: &mut Vm, a: Args) -> NativeResult {
    if a.opt(vm, 3).is_none()
        && let Some(first) = a.get(vm, 1).as_small_int()
    {
        let drawn = match a.opt(vm, 2).filter(|stop| !stop.is_none()) {
            None => small_range(vm, a, 0, first),
            Some(stop) => stop.as_small_int().and_then(|stop| small_range(vm, a, first, stop)),
        };
        if let Some(drawn) = drawn {
            return drawn;
        }
    }
    let start = int_arg(vm, a, 1)?;
    let stop = if a.get(vm, 2).is_none() { None } else { Some(int_arg(vm, a, 2)?) };
    let step = if a.opt(vm, 3).is_none() { None } else { Some(int_arg(vm, a, 3)?) };
    let n = draw(vm, a, |r| {
        r.range(IntRef::Big(&start), stop.as_ref().map(IntRef::Big), step.as_ref().map(IntRef::Big))
    })?;
    let n = ok(vm, n)?;
    Ok(vm.bigint(n).into())
}

fn randint(vm: &mut Vm, a: Args) -> NativeResult {
    if let (Some(x), Some(y)) = (a.get(vm, 1).as_small_int(), a.get(vm, 2).as_small_int())
        && let Some(drawn) = small_range(vm, a, x, y + 1)
    {
        return drawn;
    }
    let n = match (a.get(vm, 1).as_i64(), a.get(vm, 2).as_i64()) {
        (Some(x), Some(y)) => draw(vm, a, |r| r.int(IntRef::Small(x), IntRef::Small(y)))?,
        _ => {
            let (x, y) = (int_arg(vm, a, 1)?, int_arg(vm, a, 2)?);
            draw(vm, a, |r| r.int(IntRef::Big(&x), IntRef::Big(&y)))?
        }
    };
    let n = ok(vm, n)?;
    Ok(vm.bigint(n).into())
}

fn item(s: &mut Scope<'_>, sequence: Handle, i: usize) -> Result<Handle, Raise> {
    let index = s.keep(|_| Value::index(i));
    s.getitem(sequence, index)
}

fn length(s: &mut Scope<'_>, sequence: Handle) -> Result<usize, Raise> {
    Ok(s.len(sequence)?.max(0) as usize)
}

fn choice(vm: &mut Vm, a: Args) -> NativeResult {
    let seq = a.handle(vm, 1);
    let mut s = vm.scope();
    let n = length(&mut s, seq)?;
    let i = draw(&s, a, |r| r.choice(n))?;
    let i = ok(&s, i)?;
    let chosen = item(&mut s, seq, i)?;
    Ok(chosen.ret(&s))
}

/// A list of the items of a sequence at these places.
fn picked(s: &mut Scope<'_>, sequence: Handle, places: impl IntoIterator<Item = usize>) -> NativeResult {
    let list = s.keep(|vm| List::empty(&vm.heap).value());
    for i in places {
        let mut inner = s.inner();
        let x = item(&mut inner, sequence, i)?;
        if let Some(l) = list.cast::<List>(&inner) {
            l.push(&inner.heap, x.get(&inner));
        }
    }
    Ok(list.ret(s))
}

fn floats(s: &mut Scope<'_>, iterable: Handle) -> Result<Vec<f64>, Raise> {
    let mut all = Vec::new();
    s.for_each(iterable, |s, x| {
        all.push(s.float_of(x)?);
        Ok(true)
    })?;
    Ok(all)
}

fn choices(vm: &mut Vm, a: Args) -> NativeResult {
    let population = a.handle(vm, 1);
    let k = if a.opt(vm, 4).is_none() { 1 } else { index_arg(vm, a, 4)?.max(0) as usize };
    let weights = a.opt_handle(vm, 2).filter(|h| !h.get(vm).is_none());
    let running = a.opt_handle(vm, 3).filter(|h| !h.get(vm).is_none());
    let mut s = vm.scope();
    let n = length(&mut s, population)?;
    let running = match (weights, running) {
        (Some(_), Some(_)) => return Err(s.type_error("Cannot specify both weights and cumulative weights")),
        (None, None) => {
            if n == 0 && k > 0 {
                // what the population itself says to index 0
                item(&mut s, population, 0)?;
            }
            let places = draw(&s, a, |r| (0..k).map(|_| r.any_of(n)).collect::<Vec<_>>())?;
            return picked(&mut s, population, places);
        }
        (None, Some(running)) => floats(&mut s, running)?,
        (Some(weights), None) => {
            if with_int(weights.get(&s), |_| ()).is_some() {
                let k = s.str_text(weights)?;
                let k = k.as_wtf8().to_string_lossy().into_owned();
                return Err(
                    s.type_error(format_args!("The number of choices must be a keyword argument: k={k}"))
                );
            }
            let mut sum = 0.0;
            floats(&mut s, weights)?
                .into_iter()
                .map(|w| {
                    sum += w;
                    sum
                })
                .collect()
        }
    };
    let places = draw(&s, a, |r| r.choices(&running, n, k))?;
    let places = ok(&s, places)?;
    picked(&mut s, population, places)
}

fn shuffle(vm: &mut Vm, a: Args) -> NativeResult {
    let x = a.handle(vm, 1);
    if let Some(list) = a.get(vm, 1).cast::<List>() {
        draw(vm, a, |r| {
            r.shuffle(list.len(), |i, j| {
                if let (Some(p), Some(q)) = (list.get(i), list.get(j)) {
                    list.set(i, q);
                    list.set(j, p);
                }
            });
        })?;
        return Ok(Ret::NONE);
    }
    let mut s = vm.scope();
    let n = length(&mut s, x)?;
    let mut swaps = Vec::with_capacity(n);
    draw(&s, a, |r| r.shuffle(n, |i, j| swaps.push((i, j))))?;
    for (i, j) in swaps {
        let mut s = s.inner();
        let (i, j) = (s.keep(|_| Value::index(i)), s.keep(|_| Value::index(j)));
        let (p, q) = (s.getitem(x, i)?, s.getitem(x, j)?);
        s.setitem(x, i, q)?;
        s.setitem(x, j, p)?;
    }
    Ok(Ret::NONE)
}

fn sample(vm: &mut Vm, a: Args) -> NativeResult {
    let (population, counts) = (a.handle(vm, 1), a.opt_handle(vm, 3).filter(|h| !h.get(vm).is_none()));
    let class = vm.type_of(population.get(vm));
    let sequence = class.has(TypeFlags::SEQUENCE)
        || vm.is_instance(population.get(vm), vm.class(Builtins::Str))
        || vm.is_instance(population.get(vm), vm.class(Builtins::Bytes))
        || vm.is_instance(population.get(vm), vm.class(Builtins::ByteArray))
        || matches!(class.layout.get(), Layout::List | Layout::Tuple)
        || population.get(vm).is_exact(Builtins::Range);
    if !sequence
        && (class.has(TypeFlags::MAPPING)
            || matches!(class.layout.get(), Layout::Dict)
            || vm.lookup_special(population.get(vm), Sym::GetItem).is_none())
    {
        return Err(vm.type_error("Population must be a sequence.  For dicts or sets, use sorted(d)."));
    }
    let k = index_arg(vm, a, 2)?;
    let mut s = vm.scope();
    let n = length(&mut s, population)?;
    let places = match counts {
        None => draw(&s, a, |r| r.sample(n as u64, k))?,
        Some(counts) => {
            let mut running: Vec<i64> = Vec::new();
            s.for_each(counts, |s, c| match with_int(c.get(s), |c| c.to_i64()) {
                Some(Some(c)) => {
                    running.push(running.last().copied().unwrap_or(0).saturating_add(c));
                    Ok(true)
                }
                Some(None) => Err(s.overflow_error("count too large")),
                None => Err(s.type_error("Counts must be integers")),
            })?;
            draw(&s, a, |r| r.sample_counted(&running, n, k))?
        }
    };
    let places = ok(&s, places)?;
    picked(&mut s, population, places.into_iter().map(|i| i as usize))
}

fn uniform(vm: &mut Vm, a: Args) -> NativeResult {
    let (low, high) = (float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    Ok(Value::float(draw(vm, a, |r| r.uniform(low, high))?).into())
}

fn triangular(vm: &mut Vm, a: Args) -> NativeResult {
    let (low, high) = (float_or(vm, a, 1, 0.0)?, float_or(vm, a, 2, 1.0)?);
    let mode = if a.get(vm, 3).is_none() { None } else { Some(float_arg(vm, a, 3)?) };
    let x = draw(vm, a, |r| r.triangular(low, high, mode))?;
    match ok(vm, x)? {
        Some(x) => Ok(Value::float(x).into()),
        None => Ok(a.opt(vm, 1).unwrap_or(Value::float(0.0)).into()),
    }
}

fn normalvariate(vm: &mut Vm, a: Args) -> NativeResult {
    let (mu, sigma) = (float_or(vm, a, 1, 0.0)?, float_or(vm, a, 2, 1.0)?);
    Ok(Value::float(draw(vm, a, |r| r.normal(mu, sigma))?).into())
}

fn gauss(vm: &mut Vm, a: Args) -> NativeResult {
    let (mu, sigma) = (float_or(vm, a, 1, 0.0)?, float_or(vm, a, 2, 1.0)?);
    Ok(Value::float(draw(vm, a, |r| r.gauss(mu, sigma))?).into())
}

fn lognormvariate(vm: &mut Vm, a: Args) -> NativeResult {
    let (mu, sigma) = (float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    let x = draw(vm, a, |r| r.log_normal(mu, sigma))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn expovariate(vm: &mut Vm, a: Args) -> NativeResult {
    let lambd = float_or(vm, a, 1, 1.0)?;
    let x = draw(vm, a, |r| r.exponential(lambd))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn vonmisesvariate(vm: &mut Vm, a: Args) -> NativeResult {
    let (mu, kappa) = (float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    let x = draw(vm, a, |r| r.von_mises(mu, kappa))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn gammavariate(vm: &mut Vm, a: Args) -> NativeResult {
    let (alpha, beta) = (float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    let x = draw(vm, a, |r| r.gamma(alpha, beta))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn betavariate(vm: &mut Vm, a: Args) -> NativeResult {
    let (alpha, beta) = (float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    let x = draw(vm, a, |r| r.beta(alpha, beta))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn paretovariate(vm: &mut Vm, a: Args) -> NativeResult {
    let alpha = float_arg(vm, a, 1)?;
    let x = draw(vm, a, |r| r.pareto(alpha))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn weibullvariate(vm: &mut Vm, a: Args) -> NativeResult {
    let (alpha, beta) = (float_arg(vm, a, 1)?, float_arg(vm, a, 2)?);
    let x = draw(vm, a, |r| r.weibull(alpha, beta))?;
    Ok(Value::float(ok(vm, x)?).into())
}

fn binomialvariate(vm: &mut Vm, a: Args) -> NativeResult {
    let n = if a.opt(vm, 1).is_none() { 1 } else { int_arg(vm, a, 1)?.to_i64().unwrap_or(i64::MAX) };
    let p = float_or(vm, a, 2, 0.5)?;
    let x = draw(vm, a, |r| r.binomial(n, p))?;
    let x = ok(vm, x)?;
    Ok(vm.int(x).into())
}
