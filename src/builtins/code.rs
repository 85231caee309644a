//! Code objects and frames, as far as scripts may look at them.

use std::rc::Rc;

use super::support::*;
use crate::bytecode::{Code, Const};
use crate::heap::{Slot, Tracer};
use crate::value::*;
use crate::vm::*;

/// The classes of code and frame objects.
struct Classes {
    code: Slot,
    frame: Slot,
}

impl Component for Classes {
    fn trace(&self, tracer: &mut Tracer) {
        tracer.slot(&self.code);
        tracer.slot(&self.frame);
    }
}

/// What a code object refers to.
struct CodeData(Rc<Code>);

impl NativeData for CodeData {}

/// What a frame object refers to.
struct FrameData {
    code: Rc<Code>,
    globals: Slot,
    line: u32,
}

impl NativeData for FrameData {
    fn trace(&self, tracer: &mut Tracer) -> usize {
        tracer.slot(&self.globals);
        0
    }
}

/// Registers the classes.
pub(super) fn install(vm: &Vm) {
    let object = vm.class(Builtins::Object);
    let code = vm.new_native_class("code", "builtins", &[object], Layout::Opaque);
    vm.add_getters(
        code,
        const {
            &[
                row("co_name", name, "self"),
                row("co_qualname", qualname, "self"),
                row("co_filename", filename, "self"),
                row("co_firstlineno", firstlineno, "self"),
                row("co_argcount", argcount, "self"),
                row("co_posonlyargcount", posonlyargcount, "self"),
                row("co_kwonlyargcount", kwonlyargcount, "self"),
                row("co_varnames", varnames, "self"),
                row("co_nlocals", nlocals, "self"),
                row("co_freevars", freevars, "self"),
                row("co_names", names, "self"),
                row("co_flags", flags, "self"),
            ]
        },
    );
    vm.add_methods(
        code,
        const {
            &[
                row("__eq__", eq, "self, value, /"),
                row("__hash__", hash, "self, /"),
                row("__repr__", repr, "self, /"),
            ]
        },
    );
    let frame = vm.new_native_class("frame", "builtins", &[object], Layout::Opaque);
    vm.add_getters(
        frame,
        const {
            &[
                row("f_code", frame_code, "self"),
                row("f_globals", frame_globals, "self"),
                row("f_lineno", frame_line, "self"),
                row("f_back", frame_back, "self"),
            ]
        },
    );
    vm.add_getters(
        vm.class(Builtins::Traceback),
        const {
            &[
                row("tb_frame", tb_frame, "self"),
                row("tb_lineno", tb_lineno, "self"),
                row("tb_lasti", tb_lasti, "self"),
                row("tb_next", tb_next, "self"),
            ]
        },
    );
    vm.add_component(Rc::new(Classes { code: slot(code.value()), frame: slot(frame.value()) }));
}

fn shape(vm: &Vm, pick: impl Fn(&Classes) -> &Slot) -> u32 {
    let classes = vm.component::<Classes>();
    let class =
        classes.as_deref().and_then(|c| read(pick(c)).and_then(|v| v.cast::<Type>()).map(|c| c.root.get()));
    class.unwrap_or(Builtins::Object as u32)
}

fn make<'v>(vm: &'v Vm, code: &Rc<Code>) -> Value<'v> {
    let shape = shape(vm, |c| &c.code);
    Opaque::new(&vm.heap, shape, CodeData(code.clone())).value()
}

/// The code object of a function.
pub(super) fn of<'v>(vm: &'v Vm, f: &Function) -> Value<'v> {
    make(vm, &f.linked().code)
}

/// The frame object of a generator or coroutine.
pub(super) fn frame<'v>(vm: &'v Vm, g: &Generator) -> Value<'v> {
    let linked = g.function().linked();
    let code = linked.code.clone();
    // a suspended frame stands behind the instruction it waits at
    let ip = linked.ip(g.pc.get());
    let span =
        if g.state.get() == GenState::Created { code.span } else { code.span_at(ip.saturating_sub(1)) };
    let line = code.file.line(span.lo);
    let data = FrameData { globals: Slot::new(Some(linked.globals)), line, code };
    let shape = shape(vm, |c| &c.frame);
    Opaque::new(&vm.heap, shape, data).value()
}

/// The outermost frame of a traceback object: its code and the instruction.
fn outermost(vm: &Vm, a: Args) -> Result<Option<TraceEntry>, Raise> {
    Ok(a.this::<Traceback>(vm)?.entries.borrow().last())
}

fn tb_lineno(vm: &mut Vm, a: Args) -> NativeResult {
    let tb = a.this::<Traceback>(vm)?;
    let line = vm.frames_of(tb).first().map_or(0, |f| f.file.line(f.span.lo));
    Ok(Value::index(line as usize).into())
}

fn tb_lasti(vm: &mut Vm, a: Args) -> NativeResult {
    let ip = outermost(vm, a)?.map_or(0, |e| e.ip);
    Ok(Value::index(ip as usize).into())
}

/// The rest of a traceback, without its outermost frame.
fn tb_next(vm: &mut Vm, a: Args) -> NativeResult {
    let entries = &a.this::<Traceback>(vm)?.entries;
    let left = entries.borrow().len().saturating_sub(1);
    if left == 0 {
        return Ok(Ret::NONE);
    }
    let rest = entries.borrow().first(left);
    let next = Traceback::new(&vm.heap);
    *next.entries.borrow_mut() = rest;
    Ok(next.into())
}

fn tb_frame(vm: &mut Vm, a: Args) -> NativeResult {
    let tb = a.this::<Traceback>(vm)?;
    let Some((code, globals)) = vm.outermost_code(tb) else { return Ok(Ret::NONE) };
    let line = vm.frames_of(tb).first().map_or(0, |f| f.file.line(f.span.lo));
    let data = FrameData { globals: slot(globals), line, code };
    let shape = shape(vm, |c| &c.frame);
    Ok(Opaque::new(&vm.heap, shape, data).into())
}

fn this(vm: &Vm, a: Args) -> Result<&Rc<Code>, Raise> {
    match a.get(vm, 0).cast::<Opaque>().and_then(Opaque::data::<CodeData>) {
        Some(d) => Ok(&d.0),
        None => Err(vm.type_error("a code object is needed")),
    }
}

fn name(vm: &mut Vm, a: Args) -> NativeResult {
    let text = vm.names.borrow().get(this(vm, a)?.name).to_owned();
    Ok(vm.intern(&text).into())
}

fn qualname(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.str(&this(vm, a)?.qualname).into())
}

fn filename(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.str(this(vm, a)?.file.name()).into())
}

fn first_line(code: &Code) -> u32 {
    code.file.line(code.span.lo)
}

fn firstlineno(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(first_line(this(vm, a)?) as usize).into())
}

fn argcount(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(this(vm, a)?.nparams as usize).into())
}

fn posonlyargcount(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(this(vm, a)?.posonly as usize).into())
}

fn kwonlyargcount(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(this(vm, a)?.kwonly as usize).into())
}

fn name_tuple<'v>(vm: &'v Vm, names: impl Iterator<Item = crate::source::Name>) -> Value<'v> {
    let texts: Vec<String> = names.map(|n| vm.names.borrow().get(n).to_owned()).collect();
    let values: Vec<Value<'_>> = texts.iter().map(|t| vm.intern(t).value()).collect();
    vm.tuple(&values)
}

fn varnames(vm: &mut Vm, a: Args) -> NativeResult {
    let code = this(vm, a)?;
    Ok(name_tuple(vm, code.locals.iter().map(|l| l.name)).into())
}

fn nlocals(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(this(vm, a)?.locals.len()).into())
}

fn freevars(vm: &mut Vm, a: Args) -> NativeResult {
    let code = this(vm, a)?;
    Ok(name_tuple(vm, code.free.iter().copied()).into())
}

fn names(vm: &mut Vm, a: Args) -> NativeResult {
    let code = this(vm, a)?;
    Ok(name_tuple(vm, code.names.iter().copied()).into())
}

fn flags(vm: &mut Vm, a: Args) -> NativeResult {
    let code = this(vm, a)?;
    let f = code.flags;
    // CPython's numbers; OPTIMIZED and NEWLOCALS for every function
    let mut n = if f.module || f.class_body { 0 } else { 3 };
    for (on, bit) in [
        (f.varargs, 4),
        (f.varkw, 8),
        (!code.free.is_empty(), 0x10),
        (f.generator && !f.coroutine, 0x20),
        (f.coroutine && !f.generator, 0x80),
        (f.coroutine && f.generator, 0x200),
    ] {
        if on {
            n |= bit;
        }
    }
    Ok(Value::index(n).into())
}

fn eq(vm: &mut Vm, a: Args) -> NativeResult {
    let other = a.get(vm, 1).cast::<Opaque>().and_then(Opaque::data::<CodeData>);
    Ok(match other {
        Some(o) => Rc::ptr_eq(this(vm, a)?, &o.0).into(),
        None => Ret::NOT_IMPLEMENTED,
    })
}

fn hash(vm: &mut Vm, a: Args) -> NativeResult {
    let n = Rc::as_ptr(this(vm, a)?) as i64 >> 4;
    Ok(vm.int(n).into())
}

fn repr(vm: &mut Vm, a: Args) -> NativeResult {
    let code = this(vm, a)?;
    let name = vm.names.borrow().get(code.name).to_owned();
    let text = format!(
        "<code object {name} at {}, file \"{}\", line {}>",
        super::object::address(a.get(vm, 0)),
        code.file.name(),
        first_line(code)
    );
    Ok(vm.str(&text).into())
}

fn this_frame(vm: &Vm, a: Args) -> Result<&FrameData, Raise> {
    let data = a.get(vm, 0).cast::<Opaque>().and_then(Opaque::data::<FrameData>);
    data.ok_or_else(|| vm.type_error("a frame is needed"))
}

fn frame_code(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(make(vm, &this_frame(vm, a)?.code).into())
}

fn frame_globals(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(read(&this_frame(vm, a)?.globals).unwrap_or(Value::NONE).into())
}

fn frame_line(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(Value::index(this_frame(vm, a)?.line as usize).into())
}

fn frame_back(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

/// The docstring of a code, as a value.
pub(super) fn doc<'v>(vm: &'v Vm, code: &Code) -> Value<'v> {
    match &code.doc {
        Some(Const::Str(bytes)) => vm.str_wtf8(crate::value::text::Wtf8::new(bytes)),
        _ => Value::NONE,
    }
}
