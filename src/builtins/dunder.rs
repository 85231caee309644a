//! The special methods of built-in types, as natives that go by what the receiver is made of: what `super()`
//! reaches in a subclass, and what `int.__add__` names.

use crate::value::{Builtins, Value};
use crate::vm::*;

/// Registers the special methods of all data types.
pub(super) fn install(vm: &Vm) {
    use Builtins as B;
    const SEQUENCES: &[B] = &[B::Str, B::Bytes, B::ByteArray, B::List, B::Tuple, B::Range];
    const SETS: &[B] = &[B::Set, B::FrozenSet];
    const VIEWS: &[B] = &[B::DictKeys, B::DictItems];
    const NUMBERS: &[B] = &[B::Int, B::Float];
    let add = |classes: &[&[B]], rows: &'static [NativeRow]| {
        for class in classes.iter().copied().flatten() {
            vm.add_methods(vm.class(*class), rows);
        }
    };
    let plain = &[B::Dict, B::DictValues];
    add(&[SEQUENCES, SETS, VIEWS, plain], const { &[LEN, ITER] });
    add(&[SEQUENCES, SETS, VIEWS, &[B::Dict]], const { &[CONTAINS] });
    add(&[SEQUENCES, SETS, VIEWS, NUMBERS, &[B::Dict, B::Slice]], COMPARE);
    add(&[SEQUENCES, &[B::Dict]], const { &[GETITEM] });
    add(&[&[B::List, B::Dict, B::ByteArray]], const { &[SETITEM, DELITEM] });
    add(&[&[B::List, B::Dict, B::Range, B::DictKeys, B::DictValues, B::DictItems]], const { &[REVERSED] });
    add(
        &[&[B::Int, B::Float, B::Str, B::Bytes, B::Tuple, B::FrozenSet, B::Range, B::Slice, B::Method]],
        const { &[HASH] },
    );
    add(&[&[B::Method]], &COMPARE[..2]);
    add(&[REPRS], const { &[REPR] });
    add(&[NUMBERS, &[B::NoneType]], const { &[BOOL] });
    add(&[NUMBERS, &[B::Str]], const { &[FORMAT] });
    add(&[&[B::Int]], const { &arithmetic([int_add, int_sub, int_mul]) });
    add(&[&[B::Float]], const { &arithmetic([float_add, float_sub, float_mul]) });
    add(&[&[B::Int]], BITS);
    add(&[&[B::Int]], const { &[row("__invert__", invert, "self, /")] });
    add(&[NUMBERS], const { &[row("__neg__", neg, "self, /"), row("__pos__", pos, "self, /")] });
    add(&[&[B::Str, B::Bytes, B::ByteArray, B::List, B::Tuple]], CONCAT);
    add(&[&[B::Str, B::Bytes, B::ByteArray]], MODULO);
    add(&[&[B::ByteArray, B::List]], CONCAT_IN_PLACE);
    add(&[SETS, VIEWS], SET_OPS);
    add(&[&[B::Set]], SET_IN_PLACE);
    add(&[&[B::Dict]], DICT_OPS);
    add(&[&[B::Str]], const { &[row("__str__", str, "self, /")] });
    for class in [B::List, B::Dict, B::Set, B::ByteArray] {
        vm.set_class_attr(vm.class(class), "__hash__", Value::NONE);
    }
    for class in [B::List, B::Dict, B::Set, B::FrozenSet, B::Tuple] {
        let rows = const { &[row("__class_getitem__", super::alias::class_getitem, "cls, object, /")] };
        vm.add_classmethods(vm.class(class), rows);
    }
}

const REPRS: &[Builtins] = {
    use Builtins::*;
    &[
        Int,
        Bool,
        Float,
        Str,
        Bytes,
        ByteArray,
        List,
        Tuple,
        Dict,
        Set,
        FrozenSet,
        Range,
        Slice,
        NoneType,
        Ellipsis,
        NotImplemented,
        DictKeys,
        DictValues,
        DictItems,
        Function,
        Native,
        MethodDescriptor,
        MemberDescriptor,
        Method,
        Module,
        Generator,
        Coroutine,
        AsyncGenerator,
        Cell,
        Super,
    ]
};

const LEN: NativeRow = row("__len__", len, "self, /");
const ITER: NativeRow = row("__iter__", iter, "self, /");
const CONTAINS: NativeRow = row("__contains__", contains, "self, key, /");
const GETITEM: NativeRow = row("__getitem__", getitem, "self, key, /");
const SETITEM: NativeRow = row("__setitem__", setitem, "self, key, value, /");
const DELITEM: NativeRow = row("__delitem__", delitem, "self, key, /");
const REVERSED: NativeRow = row("__reversed__", reversed, "self, /");
const HASH: NativeRow = row("__hash__", hash, "self, /");
const REPR: NativeRow = row("__repr__", repr, "self, /");
const BOOL: NativeRow = row("__bool__", bool, "self, /");
const FORMAT: NativeRow = row("__format__", format, "self, format_spec, /");

/// Whether an int is asked for something with what is none, which it leaves to that.
fn is_for_other(vm: &Vm, a: Args) -> bool {
    a.get(vm, 0).is_int_like() && !a.get(vm, 1).is_int_like()
}

macro_rules! comparisons {
    ($($name:ident $op:ident;)+) => {
        $(pub(super) fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            a.check_receiver(vm)?;
            if is_for_other(vm, a) {
                return Ok(Ret::NOT_IMPLEMENTED);
            }
            let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
            let r = vm.compare_builtin(CompareOp::$op, x, y)?;
            Ok(r.map_or(Ret::NOT_IMPLEMENTED, Ret::from_word))
        })+
    };
}

comparisons! { eq Eq; ne Ne; lt Lt; le Le; gt Gt; ge Ge; }

const COMPARE: &[NativeRow] = &[
    row("__eq__", eq, "self, value, /"),
    row("__ne__", ne, "self, value, /"),
    row("__lt__", lt, "self, value, /"),
    row("__le__", le, "self, value, /"),
    row("__gt__", gt, "self, value, /"),
    row("__ge__", ge, "self, value, /"),
];

macro_rules! binaries {
    ($($name:ident $reflected:ident $op:ident;)+) => {
        $(fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            binary(vm, BinaryOp::$op, a, [0, 1])
        }
        fn $reflected(vm: &mut Vm, a: Args) -> NativeResult {
            binary(vm, BinaryOp::$op, a, [1, 0])
        })+
    };
}

/// An operator on the arguments in this order.
fn binary(vm: &mut Vm, op: BinaryOp, a: Args, order: [usize; 2]) -> NativeResult {
    a.check_receiver(vm)?;
    if is_for_other(vm, a) {
        return Ok(Ret::NOT_IMPLEMENTED);
    }
    let [x, y] = order.map(|i| a.handle(vm, i));
    let r = vm.binary_builtin(op, x, y)?;
    Ok(r.map_or(Ret::NOT_IMPLEMENTED, Ret::from_word))
}

binaries! {
    add radd Add; sub rsub Sub; mul rmul Mul; truediv rtruediv Div; floordiv rfloordiv FloorDiv;
    modulo rmodulo Mod; pow rpow Pow; lshift rlshift Shl; rshift rrshift Shr; and rand And; or ror Or;
    xor rxor Xor;
}

/// Operators on two small ints, or two floats, for calls by the name of their method.
macro_rules! plain_pairs {
    ($read:ident $make:expr; $($name:ident |$x:ident, $y:ident| $result:expr;)+) => {
        $(fn $name<'h>(vm: &'h Vm, x: Value<'h>, y: Value<'h>) -> Option<Ret> {
            let ($x, $y) = (x.$read()?, y.$read()?);
            Some($make(vm, $result).into())
        })+
    };
}

plain_pairs! {
    as_small_int Vm::int;
    int_add |x, y| x + y;
    int_sub |x, y| x - y;
    int_mul |x, y| x.checked_mul(y)?;
    int_and |x, y| x & y;
    int_or |x, y| x | y;
    int_xor |x, y| x ^ y;
}

plain_pairs! {
    as_float |_: &Vm, f| Value::float(f);
    float_add |x, y| x + y;
    float_sub |x, y| x - y;
    float_mul |x, y| x * y;
}

/// The operators of numbers; addition, subtraction and multiplication with their plain cases.
const fn arithmetic([plain_add, plain_sub, plain_mul]: [PairFn; 3]) -> [NativeRow; 14] {
    [
        row("__add__", add, "self, value, /").pairing(plain_add),
        row("__radd__", radd, "self, value, /"),
        row("__sub__", sub, "self, value, /").pairing(plain_sub),
        row("__rsub__", rsub, "self, value, /"),
        row("__mul__", mul, "self, value, /").pairing(plain_mul),
        row("__rmul__", rmul, "self, value, /"),
        row("__truediv__", truediv, "self, value, /"),
        row("__rtruediv__", rtruediv, "self, value, /"),
        row("__floordiv__", floordiv, "self, value, /"),
        row("__rfloordiv__", rfloordiv, "self, value, /"),
        row("__mod__", modulo, "self, value, /"),
        row("__rmod__", rmodulo, "self, value, /"),
        row("__pow__", power, "self, value, mod=None, /"),
        row("__rpow__", rpow, "self, value, mod=None, /"),
    ]
}

const BITS: &[NativeRow] = &[
    row("__lshift__", lshift, "self, value, /"),
    row("__rlshift__", rlshift, "self, value, /"),
    row("__rshift__", rshift, "self, value, /"),
    row("__rrshift__", rrshift, "self, value, /"),
    row("__and__", and, "self, value, /").pairing(int_and),
    row("__rand__", rand, "self, value, /"),
    row("__or__", or, "self, value, /").pairing(int_or),
    row("__ror__", ror, "self, value, /"),
    row("__xor__", xor, "self, value, /").pairing(int_xor),
    row("__rxor__", rxor, "self, value, /"),
];

const CONCAT: &[NativeRow] = &[
    row("__add__", concat, "self, value, /"),
    row("__mul__", repeat, "self, value, /"),
    row("__rmul__", repeat, "self, value, /"),
];

/// `+` of sequences, which leave it to nobody.
fn concat(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
    match vm.binary_builtin(BinaryOp::Add, x, y)? {
        Some(word) => Ok(Ret::from_word(word)),
        None => Err(vm.bad_operands(BinaryOp::Add, "+", x, y)),
    }
}

/// `*` of sequences, likewise.
fn repeat(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (x, mut times) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    if !times.get(&s).is_int_like() {
        let n = s.index(times)?;
        times = s.keep(|vm| vm.int(n));
    }
    let r = s.binary_builtin(BinaryOp::Mul, x, times)?;
    Ok(r.map_or(Ret::NOT_IMPLEMENTED, Ret::from_word))
}

const MODULO: &[NativeRow] =
    &[row("__mod__", modulo, "self, value, /"), row("__rmod__", rmodulo, "self, value, /")];

const SET_OPS: &[NativeRow] = &[
    row("__and__", and, "self, value, /"),
    row("__rand__", rand, "self, value, /"),
    row("__or__", or, "self, value, /"),
    row("__ror__", ror, "self, value, /"),
    row("__xor__", xor, "self, value, /"),
    row("__rxor__", rxor, "self, value, /"),
    row("__sub__", sub, "self, value, /"),
    row("__rsub__", rsub, "self, value, /"),
];

macro_rules! in_place {
    ($($name:ident $op:ident;)+) => {
        $(fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            a.check_receiver(vm)?;
            let (x, y) = (a.handle(vm, 0), a.handle(vm, 1));
            let r = vm.inplace_builtin(BinaryOp::$op, x, y)?;
            Ok(r.map_or(Ret::NOT_IMPLEMENTED, Ret::from_word))
        })+
    };
}

in_place! { iadd Add; imul Mul; iand And; ior Or; ixor Xor; isub Sub; }

const CONCAT_IN_PLACE: &[NativeRow] =
    &[row("__iadd__", iadd, "self, value, /"), row("__imul__", imul, "self, value, /")];

const SET_IN_PLACE: &[NativeRow] = &[
    row("__iand__", iand, "self, value, /"),
    row("__ior__", ior, "self, value, /"),
    row("__ixor__", ixor, "self, value, /"),
    row("__isub__", isub, "self, value, /"),
];

const DICT_OPS: &[NativeRow] = &[
    row("__or__", or, "self, value, /"),
    row("__ror__", ror, "self, value, /"),
    row("__ior__", ior, "self, value, /"),
];

macro_rules! unaries {
    ($($name:ident $op:ident;)+) => {
        $(fn $name(vm: &mut Vm, a: Args) -> NativeResult {
            a.check_receiver(vm)?;
            let r = vm.unary_builtin(UnaryOp::$op, a.get(vm, 0));
            Ok(r.map_or(Ret::NOT_IMPLEMENTED, Ret::from_word))
        })+
    };
}

unaries! { neg Neg; pos Pos; invert Invert; }

fn power(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 2).is_none() {
        return pow(vm, a);
    }
    let (x, y, m) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    if !x.get(vm).is_int_like() || !y.get(vm).is_int_like() || !m.get(vm).is_int_like() {
        return Ok(Ret::NOT_IMPLEMENTED);
    }
    super::arithmetic::power_mod(vm, x.get(vm), y.get(vm), m.get(vm))
}

pub(super) fn len(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let n = vm.len_builtin(a.get(vm, 0)).unwrap_or(0);
    Ok(vm.int(n).into())
}

fn bool(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    Ok(vm.truth_builtin(a.get(vm, 0)).into())
}

pub(super) fn iter(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    match vm.iter_builtin(a.get(vm, 0)) {
        Some(word) => Ok(Ret::from_word(word)),
        None => Err(vm.not_iterable(a.get(vm, 0))),
    }
}

pub(super) fn reversed(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    match vm.reversed_builtin(a.get(vm, 0)) {
        Some(word) => Ok(Ret::from_word(word)),
        None => {
            let t = vm.type_name(a.get(vm, 0));
            Err(vm.type_error(format_args!("'{t}' object is not reversible")))
        }
    }
}

pub(super) fn contains(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (o, item) = (a.handle(vm, 0), a.handle(vm, 1));
    Ok(vm.scope().contains_builtin(o, item)?.into())
}

pub(super) fn getitem(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (o, key) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.getitem_builtin(o, key).map(Ret::from_word)
}

fn setitem(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (o, key, value) = (a.handle(vm, 0), a.handle(vm, 1), a.handle(vm, 2));
    vm.scope().setitem_builtin(o, key, value)?;
    Ok(Ret::NONE)
}

fn delitem(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (o, key) = (a.handle(vm, 0), a.handle(vm, 1));
    vm.scope().delitem_builtin(o, key)?;
    Ok(Ret::NONE)
}

pub(super) fn hash(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let h = a.handle(vm, 0);
    let n = vm.scope().hash_builtin(h)?;
    Ok(vm.int(n).into())
}

pub(super) fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let h = a.handle(vm, 0);
    let mut s = vm.scope();
    let r = s.repr_builtin(h)?;
    Ok(r.ret(&s))
}

fn str(vm: &mut Vm, a: Args) -> NativeResult {
    let s = a.this::<crate::value::Str>(vm)?;
    if s.value().is_exact(Builtins::Str) { Ok(s.into()) } else { Ok(vm.str_wtf8(s.text()).into()) }
}

fn format(vm: &mut Vm, a: Args) -> NativeResult {
    a.check_receiver(vm)?;
    let (h, spec) = (a.handle(vm, 0), a.handle(vm, 1));
    let mut s = vm.scope();
    if spec.cast::<crate::value::Str>(&s).is_none() {
        let t = super::support::shown_type(&s, spec.get(&s));
        return Err(s.type_error(format_args!("__format__() argument must be str, not {t}")));
    }
    let r = s.format_builtin(h, spec)?;
    Ok(r.ret(&s))
}
