//! Orders of the objects of a list: what is asked of script is looked up once for many comparisons, and where it comes to
//! comparing attributes, these are compared at once.

use super::{CompareOp, tuples_of_ints};
use crate::bytecode::Op;
use crate::heap::Word;
use crate::value::{Builtins, Cache, Function, Instance, Kind, List, Tuple, Value};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

/// The `__lt__` of the objects of a shape, found under a version of the classes.
type OwnLess = Option<(u32, u32, Word)>;

/// Comparisons of more attributes are left to script.
const MOST: usize = 4;
/// Frames with more registers likewise.
const REGISTERS: usize = 16;

/// What is known from one comparison of two objects to the next. It is void after a collection, and then not looked at.
#[derive(Default)]
pub struct LessBy {
    known: OwnLess,
    /// What that comes to, if it was looked at.
    plan: Option<Option<Plan>>,
    /// Whether tuples were compared some of whose items ask script.
    pub asks_items: bool,
    /// The `__eq__` and the `__lt__` of such items.
    of_items: [OwnLess; 2],
}

/// An attribute of the first or the second object, as an instruction has found it.
#[derive(Clone, Copy)]
struct Attribute {
    of_second: bool,
    /// Its negative is compared: it must be a number.
    negated: bool,
    cache: *const Cache,
}

/// What a register holds.
#[derive(Clone, Copy)]
enum Held {
    One(Attribute),
    Tuple([Option<Attribute>; MOST], usize),
    Else,
}

/// A function of two objects that compares attributes of them, one by one or as two tuples.
struct Plan {
    op: CompareOp,
    pairs: [Option<[Attribute; 2]>; MOST],
    tuples: bool,
    /// Where the attributes are in the objects that were compared last: they have a place for each shape.
    places: Places,
}

/// Where the attributes of a comparison are in objects of a shape.
#[derive(Clone, Copy, Default)]
struct Places {
    shape: u32,
    count: usize,
    keys: [Key; MOST],
}

/// Two attributes that are compared: which of the two objects has them, and where.
#[derive(Clone, Copy, Default)]
struct Key {
    negated: bool,
    sides: [u8; 2],
    places: [u16; 2],
}

impl Plan {
    /// The plan of a plain function of two parameters, if it does nothing else: what its registers hold is followed from
    /// instruction to instruction.
    fn of(f: &Function) -> Option<Plan> {
        let linked = f.linked();
        let mut registers = [Held::Else; REGISTERS];
        let mut compared: Option<(usize, Plan)> = None;
        for i in &linked.code.insns {
            let (a, b, c) = (i.a as usize, i.b as usize, i.c as usize);
            if let Some((result, plan)) = compared {
                return (i.operation() == Op::Return && result == a).then_some(plan);
            }
            match i.operation() {
                Op::GetAttr if b < 2 && a >= 2 => {
                    let cache = std::ptr::from_ref(linked.caches().get(c)?);
                    let read = Attribute { of_second: b == 1, negated: false, cache };
                    *registers.get_mut(a)? = Held::One(read);
                }
                Op::Neg if a >= 2 => {
                    let Held::One(read) = *registers.get(b)? else { return None };
                    *registers.get_mut(a)? = Held::One(Attribute { negated: !read.negated, ..read });
                }
                Op::Tuple if c <= MOST && a >= 2 => {
                    let mut items = [None; MOST];
                    for (item, held) in items.iter_mut().zip(registers.get(b..b + c)?) {
                        let Held::One(attribute) = held else { return None };
                        *item = Some(*attribute);
                    }
                    *registers.get_mut(a)? = Held::Tuple(items, c);
                }
                op @ (Op::Lt | Op::Gt) => {
                    let op = if op == Op::Lt { CompareOp::Lt } else { CompareOp::Gt };
                    let (first, second, tuples) = match [registers.get(b)?, registers.get(c)?] {
                        [Held::Tuple(x, n), Held::Tuple(y, m)] if n == m => (*x, *y, true),
                        [Held::One(x), Held::One(y)] => {
                            ([Some(*x), None, None, None], [Some(*y), None, None, None], false)
                        }
                        _ => return None,
                    };
                    let mut pairs = [None; MOST];
                    for (pair, both) in pairs.iter_mut().zip(first.into_iter().zip(second)) {
                        *pair = both.0.zip(both.1).map(|(x, y)| [x, y]);
                        if pair.is_some_and(|[x, y]| x.negated != y.negated) {
                            return None;
                        }
                    }
                    compared = Some((a, Plan { op, pairs, tuples, places: Places::default() }));
                }
                _ => return None,
            }
        }
        None
    }

    /// Looks up where the attributes of objects of a shape are; says whether all are known.
    #[inline(never)]
    fn locate(&mut self, shape: u32) -> bool {
        let mut places = Places { shape, ..Places::default() };
        for (pair, key) in self.pairs.iter().map_while(|p| p.as_ref()).zip(&mut places.keys) {
            key.negated = pair[0].negated;
            for (k, a) in pair.iter().enumerate() {
                // SAFETY: caches live as long as the machine
                let cache = unsafe { &*a.cache };
                let place = u16::try_from(cache.aux.get()).ok().filter(|_| cache.shape.get() == shape);
                let Some(place) = place else { return false };
                (key.sides[k], key.places[k]) = (a.of_second as u8, place);
            }
            places.count += 1;
        }
        self.places = places;
        true
    }

    /// What the function says of two objects of one shape; none if it has to be called.
    #[inline(always)]
    fn holds(&mut self, vm: &Vm, x: &Instance, y: &Instance) -> Option<bool> {
        if self.places.shape != x.header().shape() && !self.locate(x.header().shape()) {
            return None;
        }
        let sides = [x.slots(), y.slots()];
        let mut decided = None;
        for key in self.places.keys.get(..self.places.count)? {
            // all of them are read, whichever decides
            let p = sides[(key.sides[0] & 1) as usize].get(key.places[0] as usize)?.get()?;
            let q = sides[(key.sides[1] & 1) as usize].get(key.places[1] as usize)?.get()?;
            let (p, q) = if key.negated { reversed(p, q)? } else { (p, q) };
            if decided.is_some() {
                continue;
            }
            decided = match (p.as_int(), q.as_int()) {
                (Some(p), Some(q)) if p == q => None,
                (Some(p), Some(q)) => Some((p < q) == (self.op == CompareOp::Lt)),
                _ => self.decide(vm, p, q)?,
            };
        }
        Some(decided == Some(true))
    }

    /// What two attributes say: nothing where they are equal. None where script would be asked.
    #[inline(never)]
    fn decide(&self, vm: &Vm, p: Word, q: Word) -> Option<Option<bool>> {
        let (p, q) = (Value::from_word(p), Value::from_word(q));
        if self.tuples && vm.quick_eq(p, q)? {
            return Some(None);
        }
        vm.quick_ordered(self.op, p, q).map(Some)
    }
}

/// Two numbers in the order of their negatives; none if they are no numbers.
#[inline(always)]
fn reversed(p: Word, q: Word) -> Option<(Word, Word)> {
    let number = |w: Word| w.as_int().is_some() || w.as_float().is_some_and(|f| !f.is_nan());
    (number(p) && number(q)).then_some((q, p))
}

impl LessBy {
    /// `x < y` where it needs no script.
    #[inline]
    pub fn quick(&mut self, vm: &Vm, x: Value<'_>, y: Value<'_>) -> Option<bool> {
        if x.kind() != Kind::Instance {
            return tuples_of_ints(CompareOp::Lt, x, y).or_else(|| vm.quick_less(x, y));
        }
        let less = self.method(vm, x, y)?;
        let plan = self.plan.get_or_insert_with(|| {
            let f = Value::from_word(less).cast::<Function>();
            f.filter(|f| f.header().n() == 2).and_then(Plan::of)
        });
        plan.as_mut()?.holds(vm, x.cast::<Instance>()?, y.cast::<Instance>()?)
    }

    /// The `__lt__` of two objects of one shape, which is asked first, if it is a script's. What was found is kept with
    /// the shape, as long as no class changes.
    #[inline]
    pub(super) fn method(&mut self, vm: &Vm, x: Value<'_>, y: Value<'_>) -> Option<Word> {
        let before = self.known;
        let less = own_method(&mut self.known, vm, [x, y], Sym::Lt);
        if self.known != before {
            self.plan = None;
        }
        less
    }
}

/// The special method of two objects of one shape, if it is a script's; what is known of the last two is kept.
#[inline]
fn own_method(known: &mut OwnLess, vm: &Vm, [x, y]: [Value<'_>; 2], name: Sym) -> Option<Word> {
    let shape = x.shape();
    if x.kind() != Kind::Instance || shape != y.shape() {
        return None;
    }
    let version = vm.class_version();
    match *known {
        Some((s, v, method)) if s == shape && v == version => Some(method),
        _ => {
            let method = vm.lookup_special(x, name).filter(|f| f.kind() == Kind::Function)?.word();
            *known = Some((shape, version, method));
            Some(method)
        }
    }
}

impl Scope<'_> {
    /// `list[i] < list[j]`. Two roots are lent for the items.
    #[inline]
    pub fn less_in(
        &mut self,
        list: Handle,
        [i, j]: [usize; 2],
        by: &mut LessBy,
        [a, b]: [Handle; 2],
    ) -> Result<bool, Raise> {
        let Some(items) = list.cast::<List>(self) else { return Ok(false) };
        let (Some(x), Some(y)) = (items.get(i), items.get(j)) else { return Ok(false) };
        if let Some(less) = by.quick(self, x, y) {
            return Ok(less);
        }
        let (method, x, y) = (by.method(self, x, y), x.word(), y.word());
        self.set_word(a, x);
        self.set_word(b, y);
        match method.and_then(|less| self.call_plain(less, [x, y])) {
            Some(said) => {
                let word = said?;
                self.said_less(word, a, b)
            }
            None => self.lt(a, b),
        }
    }

    /// `x < y` of two tuples that somebody keeps alive, item by item; none for others. Two roots are lent for the items.
    pub(super) fn tuple_less(
        &mut self,
        by: &mut LessBy,
        [x, y]: [Word; 2],
        roots: [Handle; 2],
    ) -> Result<Option<bool>, Raise> {
        let (x, y) = (Value::from_word(x), Value::from_word(y));
        if !x.is_exact(Builtins::Tuple) || !y.is_exact(Builtins::Tuple) {
            return Ok(None);
        }
        let (Some(x), Some(y)) = (x.cast::<Tuple>(), y.cast::<Tuple>()) else { return Ok(None) };
        by.asks_items = true;
        for (p, q) in x.words().iter().zip(y.words()) {
            if !self.items_said(CompareOp::Eq, by, [*p, *q], roots)? {
                return self.items_said(CompareOp::Lt, by, [*p, *q], roots).map(Some);
            }
        }
        Ok(Some(x.len() < y.len()))
    }

    /// What a comparison of two items of tuples says.
    fn items_said(
        &mut self,
        op: CompareOp,
        by: &mut LessBy,
        [p, q]: [Word; 2],
        [a, b]: [Handle; 2],
    ) -> Result<bool, Raise> {
        let (x, y) = (Value::from_word(p), Value::from_word(q));
        let equality = op == CompareOp::Eq;
        let quick = if equality { self.quick_eq(x, y) } else { self.quick_lt(x, y) };
        if let Some(holds) = quick {
            return Ok(holds);
        }
        let [equal, less] = &mut by.of_items;
        let method = match equality {
            true => own_method(equal, self, [x, y], Sym::Eq),
            false => own_method(less, self, [x, y], Sym::Lt),
        };
        let said = method.and_then(|f| self.call_plain(f, [p, q])).transpose()?;
        if let Some(holds) = said.and_then(Word::as_bool) {
            return Ok(holds);
        }
        self.set_word(a, p);
        self.set_word(b, q);
        match said {
            Some(word) => self.said(op, word, a, b),
            None if equality => self.eq(a, b),
            None => self.lt(a, b),
        }
    }
}
