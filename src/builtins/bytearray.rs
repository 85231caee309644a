//! What `bytearray` has beyond `bytes`: it can be changed.

use super::bytes::{byte, bytes_from, from_source};
use super::plain_bytes;
use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Registers the methods.
pub(super) fn install(vm: &Vm, class: &Type) {
    vm.add_methods(
        class,
        const {
            &[
                row(
                    "__init__",
                    init,
                    "self, /, source=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>",
                ),
                row("append", append, "self, item, /").pairing(plain_bytes::array_append),
                row("clear", clear, "self, /"),
                row("copy", copy, "self, /"),
                row("extend", extend, "self, iterable_of_ints, /").pairing(plain_bytes::array_extend),
                row("insert", insert, "self, index, item, /"),
                row("pop", pop, "self, index=-1, /"),
                row("remove", remove, "self, value, /"),
                row("reverse", reverse, "self, /"),
            ]
        },
    );
}

pub(super) fn new(vm: &mut Vm, a: Args) -> NativeResult {
    let class = class_arg(vm, a, Builtins::ByteArray)?;
    let b = ByteArray::new(&vm.heap, Vec::new());
    b.header().set_shape(class.root.get());
    Ok(b.into())
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let (source, encoding, errors) = (a.opt_handle(vm, 1), a.opt_handle(vm, 2), a.opt_handle(vm, 3));
    let bytes = from_source(vm, source, encoding, errors, "bytearray")?;
    vm.heap.account(bytes.capacity());
    a.this::<ByteArray>(vm)?.write(|v| *v = bytes);
    Ok(Ret::NONE)
}

fn append(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 1);
    let b = byte(&mut vm.scope(), h, "byte")?;
    a.this::<ByteArray>(vm)?.write(|v| v.push(b));
    Ok(Ret::NONE)
}

fn clear(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<ByteArray>(vm)?.write(Vec::clear);
    Ok(Ret::NONE)
}

fn copy(vm: &mut Vm, a: Args) -> NativeResult {
    let bytes = a.this::<ByteArray>(vm)?.read(<[u8]>::to_vec);
    Ok(ByteArray::new(&vm.heap, bytes).into())
}

fn extend(vm: &mut Vm, a: Args) -> NativeResult {
    let this = a.this::<ByteArray>(vm)?;
    if let Some(more) = a.get(vm, 1).cast::<Bytes>() {
        vm.heap.account(more.bytes().len());
        this.append(more.bytes());
        return Ok(Ret::NONE);
    }
    let h = a.handle(vm, 1);
    if h.cast::<Str>(vm).is_some() {
        return Err(vm.type_error("expected iterable of integers; got: 'str'"));
    }
    let v = h.get(vm);
    if v.header().is_none() || (vm.lookup_special(v, Sym::Iter).is_none() && bytes_like(v, |_| ()).is_none())
    {
        let t = vm.type_name(v);
        return Err(vm.type_error(format_args!("can't extend bytearray with {t}")));
    }
    let more = bytes_from(vm, h, "byte")?;
    let this = a.this::<ByteArray>(vm)?;
    vm.heap.account(more.len());
    this.write(|v| v.extend_from_slice(&more));
    Ok(Ret::NONE)
}

fn insert(vm: &mut Vm, a: Args) -> NativeResult {
    let (i, item) = (a.handle(vm, 1), a.handle(vm, 2));
    let mut s = vm.scope();
    let at = s.index(i)?;
    let b = byte(&mut s, item, "byte")?;
    drop(s);
    a.this::<ByteArray>(vm)?.write(|v| {
        let n = v.len() as i64;
        let at = if at < 0 { (at + n).max(0) } else { at.min(n) };
        v.insert(at as usize, b);
    });
    Ok(Ret::NONE)
}

fn pop(vm: &mut Vm, a: Args) -> NativeResult {
    let i = a.opt_handle(vm, 1);
    let at = index_or(&mut vm.scope(), i, -1)?;
    let this = a.this::<ByteArray>(vm)?;
    let n = this.read(<[u8]>::len) as i64;
    if n == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let at = if at < 0 { at.saturating_add(n) } else { at };
    if !(0..n).contains(&at) {
        return Err(vm.index_error("pop index out of range"));
    }
    Ok(Value::index(this.write(|v| v.remove(at as usize)) as usize).into())
}

fn remove(vm: &mut Vm, a: Args) -> NativeResult {
    let h = a.handle(vm, 1);
    let b = byte(&mut vm.scope(), h, "byte")?;
    let this = a.this::<ByteArray>(vm)?;
    match this.read(|v| v.iter().position(|x| *x == b)) {
        Some(i) => {
            this.write(|v| v.remove(i));
            Ok(Ret::NONE)
        }
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

fn reverse(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<ByteArray>(vm)?.write(|v| v.reverse());
    Ok(Ret::NONE)
}
