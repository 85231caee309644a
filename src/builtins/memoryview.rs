//! `memoryview`, over bytes and bytearray only: a window of bytes, in steps.

use std::cell::Cell;

use super::support::*;
use crate::heap::{Slot, Tracer};
use crate::value::*;
use crate::vm::*;

/// A window of another object's bytes.
struct View {
    object: Slot,
    start: usize,
    len: usize,
    step: isize,
    released: Cell<bool>,
}

impl NativeData for View {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.object);
        0
    }
}

/// Registers the class.
pub(super) fn install(vm: &Vm) {
    let class = vm.class(Builtins::MemoryView);
    vm.add_staticmethods(class, const { &[row("__new__", new, "cls, object")] });
    vm.add_methods(
        class,
        const {
            &[
                row("tobytes", tobytes, "self, /, order='C'"),
                row("tolist", tolist, "self, /"),
                row("hex", hex, "self, /"),
                row("release", release, "self, /"),
                row("__len__", len, "self, /"),
                row("__getitem__", getitem, "self, key, /").pairing(item_at_once),
                row("__setitem__", setitem, "self, key, value, /"),
                row("__eq__", eq, "self, value, /"),
                row("__enter__", itself, "self, /"),
                row("__exit__", release, "self, /, *args"),
                row("__repr__", repr, "self, /"),
            ]
        },
    );
    vm.add_getters(
        class,
        const {
            &[
                row("obj", obj, "self"),
                row("nbytes", len, "self"),
                row("readonly", readonly, "self"),
                row("itemsize", one, "self"),
                row("ndim", one, "self"),
                row("format", format, "self"),
            ]
        },
    );
}

/// Runs a closure over the bytes of a view.
pub(super) fn with_bytes<R>(v: Value<'_>, f: impl FnOnce(&[u8]) -> R) -> Option<R> {
    let view = v.cast::<Opaque>()?.data::<View>()?;
    let object = read(&view.object).unwrap_or(Value::NONE);
    if let Some(b) = object.cast::<Bytes>()
        && let Some(whole) = view.within(b.bytes())
    {
        return Some(f(whole));
    }
    Some(f(&content(view)))
}

impl View {
    /// What it shows of these bytes, if it leaves out none.
    fn within<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        if self.step == 1 { bytes.get(self.start..)?.get(..self.len) } else { None }
    }
}

fn content(view: &View) -> Vec<u8> {
    let object = read(&view.object).unwrap_or(Value::NONE);
    let take = |b: &[u8]| {
        if let Some(part) = view.within(b) {
            return part.to_vec();
        }
        (0..view.len)
            .filter_map(|i| b.get(view.start.wrapping_add_signed(i as isize * view.step)).copied())
            .collect()
    };
    match (object.cast::<Bytes>(), object.cast::<ByteArray>()) {
        (Some(b), _) => take(b.bytes()),
        (_, Some(b)) => b.read(|v| take(v)),
        _ => Vec::new(),
    }
}

fn this(vm: &Vm, a: Args) -> Result<&View, Raise> {
    let view = a.get(vm, 0).cast::<Opaque>().and_then(Opaque::data::<View>);
    match view {
        Some(v) if v.released.get() => {
            Err(vm.value_error("operation forbidden on released memoryview object"))
        }
        Some(v) => Ok(v),
        None => Err(vm.type_error("descriptor requires a 'memoryview' object")),
    }
}

fn make<'v>(vm: &'v Vm, object: Value<'_>, start: usize, len: usize, step: isize) -> Value<'v> {
    let view = View { object: slot(object), start, len, step, released: Cell::new(false) };
    Opaque::new(&vm.heap, Builtins::MemoryView as u32, view).value()
}

fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let v = a.get(vm, 1);
    if let Some(view) = v.cast::<Opaque>().and_then(Opaque::data::<View>) {
        let object = read(&view.object).unwrap_or(Value::NONE);
        return Ok(make(vm, object, view.start, view.len, view.step).into());
    }
    match bytes_like(v, <[u8]>::len) {
        Some(n) => Ok(make(vm, v, 0, n, 1).into()),
        None => {
            let t = vm.type_name(v);
            Err(vm.type_error(format_args!("memoryview: a bytes-like object is required, not '{t}'")))
        }
    }
}

fn tobytes(vm: &mut Vm, a: Args) -> NativeResult {
    let bytes = content(this(vm, a)?);
    Ok(vm.bytes(&bytes).into())
}

fn tolist(vm: &mut Vm, a: Args) -> NativeResult {
    let items: Vec<Value<'_>> = content(this(vm, a)?).iter().map(|b| Value::index(*b as usize)).collect();
    Ok(vm.list(&items).into())
}

fn hex(vm: &mut Vm, a: Args) -> NativeResult {
    let text = ok(vm, crate::value::text::bytes::hex(&content(this(vm, a)?), None, 1))?;
    Ok(vm.str(&text).into())
}

fn release(vm: &mut Vm, a: Args) -> NativeResult {
    if let Some(v) = a.get(vm, 0).cast::<Opaque>().and_then(Opaque::data::<View>) {
        v.released.set(true);
    }
    Ok(Ret::NONE)
}

fn itself(vm: &mut Vm, a: Args) -> NativeResult {
    this(vm, a)?;
    Ok(a.get(vm, 0).into())
}

fn len(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(this(vm, a)?.len).into())
}

/// The place of an item in the object under the view.
fn place(vm: &mut Vm, a: Args) -> Result<usize, Raise> {
    let key = a.handle(vm, 1);
    let Some(i) = vm.scope().sequence_index(key)? else {
        return Err(vm.type_error("memoryview: invalid slice key"));
    };
    let view = this(vm, a)?;
    let n = view.len as i64;
    let i = if i < 0 { i + n } else { i };
    if !(0..n).contains(&i) {
        return Err(vm.index_error("index out of bounds on dimension 1"));
    }
    Ok(view.start.wrapping_add_signed(i as isize * view.step))
}

fn object<'v>(vm: &'v Vm, a: Args) -> Result<Value<'v>, Raise> {
    Ok(read(&this(vm, a)?.object).unwrap_or(Value::NONE))
}

fn getitem(vm: &mut Vm, a: Args) -> NativeResult {
    if a.get(vm, 1).cast::<SliceObject>().is_some() {
        let n = this(vm, a)?.len;
        let key = a.handle(vm, 1);
        let (start, _, step, count) = vm.scope().slice_indices(key, n)?;
        let view = this(vm, a)?;
        let from = view.start.wrapping_add_signed(start as isize * view.step);
        return Ok(make(vm, object(vm, a)?, from, count, view.step * step as isize).into());
    }
    let at = place(vm, a)?;
    let b = bytes_like(object(vm, a)?, |b| b.get(at).copied()).flatten().unwrap_or(0);
    Ok(Value::index(b as usize).into())
}

/// `view[key]` by a small int or a slice of such.
fn item_at_once<'h>(vm: &'h Vm, this: Value<'h>, key: Value<'h>) -> Option<Ret> {
    let view = this.cast::<Opaque>()?.data::<View>().filter(|view| !view.released.get())?;
    let object = read(&view.object)?;
    if let Some(slice) = key.cast::<SliceObject>() {
        let (start, step, count) = vm.small_slice(slice, view.len)?;
        let from = view.start.wrapping_add_signed(start as isize * view.step);
        return Some(make(vm, object, from, count, view.step * step as isize).into());
    }
    let (i, n) = (key.as_small_int()?, view.len as i64);
    let i = if i < 0 { i + n } else { i };
    if !(0..n).contains(&i) {
        return None;
    }
    let at = view.start.wrapping_add_signed(i as isize * view.step);
    let byte = bytes_like(object, |b| b.get(at).copied())??;
    Some(Value::index(byte as usize).into())
}

fn setitem(vm: &mut Vm, a: Args) -> NativeResult {
    if object(vm, a)?.cast::<ByteArray>().is_none() {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    if a.get(vm, 1).cast::<SliceObject>().is_some() {
        let n = this(vm, a)?.len;
        let key = a.handle(vm, 1);
        let (start, _, step, count) = vm.scope().slice_indices(key, n)?;
        let bytes = bytes_of(vm, a.get(vm, 2))?;
        if bytes.len() != count {
            return Err(vm.value_error("memoryview assignment: lvalue and rvalue have different structures"));
        }
        let view = this(vm, a)?;
        if let Some(target) = object(vm, a)?.cast::<ByteArray>() {
            target.write(|v| {
                for (i, b) in bytes.iter().enumerate() {
                    let at = start as isize + i as isize * step as isize;
                    if let Some(x) = v.get_mut(view.start.wrapping_add_signed(at * view.step)) {
                        *x = *b;
                    }
                }
            });
        }
        return Ok(Ret::NONE);
    }
    let at = place(vm, a)?;
    let h = a.handle(vm, 2);
    let n = vm.scope().index_clamped(h)?;
    let Ok(b) = u8::try_from(n) else {
        return Err(vm.value_error("memoryview: invalid value for format 'B'"));
    };
    if let Some(target) = object(vm, a)?.cast::<ByteArray>() {
        target.write(|v| {
            if let Some(x) = v.get_mut(at) {
                *x = b;
            }
        });
    }
    Ok(Ret::NONE)
}

fn eq(vm: &mut Vm, a: Args) -> NativeResult {
    let mine = content(this(vm, a)?);
    Ok(bytes_like(a.get(vm, 1), |b| b == mine).map_or(Ret::NOT_IMPLEMENTED, Ret::from))
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let text = format!("<memory at {}>", super::object::address(a.get(vm, 0)));
    Ok(vm.str(&text).into())
}

fn obj(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(object(vm, a)?.into())
}

fn readonly(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(object(vm, a)?.cast::<ByteArray>().is_none().into())
}

fn one(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Value::index(1).into())
}

fn format(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(vm.str("B").into())
}
