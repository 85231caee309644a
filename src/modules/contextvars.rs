//! Module contextvars: variables whose values belong to the running task.

use super::support::{new_module, set};
use crate::event_loop::{
    self, Context, LoopClass, context_copy, context_current, context_enter, context_now, context_of,
    new_context, snapshot,
};
use crate::heap::{Slot, Tracer};
use crate::value::{Dict, Kept, NativeData, Opaque, Str, Value};
use crate::vm::{Args, Exc, NativeResult, NativeRow, Raise, Ret, Scope, Vm, row};

/// Functions of the module.
const FUNCTIONS: &[NativeRow] = &[row("copy_context", copy_context, "")];

/// Methods of ContextVar.
pub const VAR_METHODS: &[NativeRow] = &[
    row("get", var_get, "self, default=None, /").one(quick_get),
    row("set", var_set, "self, value, /").pairing(quick_set),
    row("reset", var_reset, "self, token, /").pairing(quick_reset),
    row("__repr__", var_repr, "self, /"),
];

/// Static methods of ContextVar.
pub const VAR_STATICS: &[NativeRow] = &[row("__new__", var_new, "cls, name, /, *, default=None")];

/// Class methods of ContextVar and Token.
pub const GENERIC: &[NativeRow] = &[row("__class_getitem__", class_getitem, "cls, item, /")];

/// Properties of ContextVar.
pub const VAR_GETTERS: &[NativeRow] = &[row("name", var_name, "self")];

/// Properties of Token.
pub const TOKEN_GETTERS: &[NativeRow] = &[row("var", token_var, "self"), row("old_value", token_old, "self")];

/// Methods of Context.
pub const CONTEXT_METHODS: &[NativeRow] = &[
    row("run", context_run, "self, callable, /, *args, **kwargs"),
    row("copy", context_method_copy, "self, /"),
    row("get", context_get, "self, key, default=None, /"),
    row("__getitem__", context_item, "self, key, /"),
    row("__contains__", context_contains, "self, key, /"),
    row("__len__", context_len, "self, /"),
    row("__iter__", context_iter, "self, /"),
    row("keys", context_keys, "self, /"),
    row("values", context_values, "self, /"),
    row("items", context_items, "self, /"),
];

/// Static methods of Context.
pub const CONTEXT_STATICS: &[NativeRow] = &[row("__new__", context_new, "cls")];

struct Var {
    name: Slot,
    default: Slot,
}

impl NativeData for Var {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        t.slot(&self.name);
        t.slot(&self.default);
        0
    }
}

struct Token {
    var: Slot,
    old: Slot,
    context: Slot,
    used: std::cell::Cell<bool>,
}

impl NativeData for Token {
    fn is_settled(&self) -> bool {
        true
    }

    fn trace(&self, t: &mut Tracer) -> usize {
        for s in [&self.var, &self.old, &self.context] {
            t.slot(s);
        }
        0
    }
}

/// Makes the module.
pub fn make(s: &mut Scope<'_>) -> Result<crate::vm::Handle, Raise> {
    let el = event_loop::of(s);
    let m = new_module(s, "contextvars", "Context variables.", FUNCTIONS);
    for (name, class) in
        [("ContextVar", LoopClass::ContextVar), ("Context", LoopClass::Context), ("Token", LoopClass::Token)]
    {
        set(s, m, name, el.class(s, class).value());
    }
    let missing = s.intern("<Token.MISSING>").value();
    s.set_class_attr(el.class(s, LoopClass::Token), "MISSING", missing);
    Ok(m)
}

fn class_getitem(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(a.get(vm, 0).into())
}

fn var_new(vm: &mut Vm, a: Args) -> NativeResult {
    let name = a.get(vm, 1);
    if name.cast::<Str>().is_none() {
        return Err(vm.type_error("context variable name must be a str"));
    }
    let data = Var { name: Slot::holding(name), default: a.opt(vm, 2).map_or(Slot::unset(), Slot::holding) };
    Ok(event_loop::of(vm).object(vm, LoopClass::ContextVar, data).into())
}

#[inline(always)]
fn data_of<T: NativeData>(v: Value<'_>) -> Option<&T> {
    v.cast::<Opaque>().and_then(|o| o.data::<T>())
}

fn var(vm: &Vm, a: Args) -> Result<&Var, Raise> {
    data_of(a.get(vm, 0)).ok_or_else(|| vm.type_error("a ContextVar is needed"))
}

fn current_value(vm: &Vm, var: Value<'_>) -> Option<Kept> {
    context_now(vm).and_then(|c| c.get(var))
}

fn var_get(vm: &mut Vm, a: Args) -> NativeResult {
    let v = var(vm, a)?;
    if let Some(value) = current_value(vm, a.get(vm, 0)) {
        return Ok(value.get(&vm.heap).into());
    }
    match a.opt(vm, 1).or(v.default.load()) {
        Some(value) => Ok(value.into()),
        None => Err(vm.raise_with(Exc::LookupError, &[a.get(vm, 0)])),
    }
}

fn quick_get(vm: &Vm, v: Value<'_>) -> Option<Ret> {
    let var = data_of::<Var>(v)?;
    match current_value(vm, v) {
        Some(value) => Some(value.get(&vm.heap).into()),
        None => var.default.load().map(Ret::from),
    }
}

fn var_set(vm: &mut Vm, a: Args) -> NativeResult {
    var(vm, a)?;
    Ok(set_now(vm, a.get(vm, 0), a.get(vm, 1)))
}

fn quick_set(vm: &Vm, v: Value<'_>, value: Value<'_>) -> Option<Ret> {
    data_of::<Var>(v)?;
    Some(set_now(vm, v, value))
}

/// Sets a variable in the current context: the token.
fn set_now(vm: &Vm, this: Value<'_>, value: Value<'_>) -> Ret {
    let el = event_loop::here(vm);
    let now = context_current(el, vm);
    let Some(context) = context_of(now) else { return Ret::NONE };
    let old = context.set(now, this, Some(value)).map(|k| k.get(&vm.heap));
    let data = Token {
        var: Slot::holding(this),
        old: old.map_or(Slot::unset(), Slot::holding),
        context: Slot::holding(now),
        used: std::cell::Cell::new(false),
    };
    el.object(vm, LoopClass::Token, data).into()
}

fn quick_reset(vm: &Vm, v: Value<'_>, token: Value<'_>) -> Option<Ret> {
    let token = data_of::<Token>(token)?;
    let now = vm.context.get().map(|_| context_current(event_loop::here(vm), vm))?;
    let fits = token.var.load()?.is(v) && token.context.load()?.is(now) && !token.used.get();
    let context = context_of(now).filter(|_| fits)?;
    token.used.set(true);
    context.set(now, v, token.old.load());
    Some(Ret::NONE)
}

fn var_reset(vm: &mut Vm, a: Args) -> NativeResult {
    var(vm, a)?;
    let this = a.get(vm, 0);
    let Some(token) = data_of::<Token>(a.get(vm, 1)) else {
        return Err(
            vm.type_error(format_args!("expected an instance of Token, got {}", vm.type_name(a.get(vm, 1))))
        );
    };
    let text = |vm: &Vm, v: Value<'_>| vm.default_repr(v);
    if !token.var.load().is_some_and(|v| v.is(this)) {
        let t = text(vm, a.get(vm, 1));
        return Err(vm.value_error(format_args!("{t} was created by a different ContextVar")));
    }
    let now = context_current(&event_loop::of(vm), vm);
    if !token.context.load().is_some_and(|c| c.is(now)) {
        let t = text(vm, a.get(vm, 1));
        return Err(vm.value_error(format_args!("{t} was created in a different Context")));
    }
    if token.used.replace(true) {
        let t = text(vm, a.get(vm, 1));
        return Err(vm.runtime_error(format_args!("{t} has already been used once")));
    }
    if let Some(c) = context_of(now) {
        c.set(now, this, token.old.load());
    }
    Ok(Ret::NONE)
}

fn var_name(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(var(vm, a)?.name.load().unwrap_or(Value::NONE).into())
}

fn var_repr(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let this = a.handle(&s, 0);
    let (name, default) = {
        let v = var(&s, a)?;
        (
            v.name.load().and_then(|n| n.cast::<Str>()).map_or(String::new(), Str::to_text),
            v.default.load().map(Kept::new),
        )
    };
    let mut text = format!("<ContextVar name='{name}'");
    if let Some(d) = default {
        let d = s.keep(|vm| d.get(&vm.heap));
        let repr = s.repr_text(d)?;
        text.push_str(&format!(" default={}", repr.as_wtf8().to_string_lossy()));
    }
    let plain = s.default_repr(this.get(&s));
    let at = plain.rfind(" at ").map_or(">", |i| &plain[i..]).to_owned();
    Ok(Vm::str(&s, &format!("{text}{at}")).into())
}

fn token_var(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(data_of::<Token>(a.get(vm, 0)).and_then(|t| t.var.load()).unwrap_or(Value::NONE).into())
}

fn token_old(vm: &mut Vm, a: Args) -> NativeResult {
    match data_of::<Token>(a.get(vm, 0)).and_then(|t| t.old.load()) {
        Some(v) => Ok(v.into()),
        None => Ok(vm.intern("<Token.MISSING>").value().into()),
    }
}

fn copy_context(vm: &mut Vm, _: Args) -> NativeResult {
    let el = event_loop::of(vm);
    Ok(context_copy(&el, vm).unwrap_or_else(|| new_context(&el, vm)).into())
}

fn context_new(vm: &mut Vm, _: Args) -> NativeResult {
    Ok(new_context(&event_loop::of(vm), vm).into())
}

fn context(vm: &Vm, a: Args) -> Result<&Context, Raise> {
    context_of(a.get(vm, 0)).ok_or_else(|| vm.type_error("a Context is needed"))
}

fn context_run(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    if context(&s, a)?.entered.replace(true) {
        let t = s.default_repr(a.get(&s, 0));
        return Err(s.runtime_error(format_args!("cannot enter context: {t} is already entered")));
    }
    let outer = s.context.get();
    context_enter(&s, Some(a.get(&s, 0)));
    let (f, args, kwargs) = (a.handle(&s, 1), a.handle(&s, 2), a.handle(&s, 3));
    let kwargs = Some(kwargs).filter(|k| k.cast::<Dict>(&s).is_some_and(|d| !d.is_empty()));
    let result = s.call_star(f, args, kwargs);
    s.context.set(outer);
    context(&s, a)?.entered.set(false);
    result.map(|r| r.ret(&s))
}

fn context_method_copy(vm: &mut Vm, a: Args) -> NativeResult {
    let c = context(vm, a)?;
    Ok(snapshot(&event_loop::of(vm), vm, c).into())
}

fn context_get(vm: &mut Vm, a: Args) -> NativeResult {
    match context(vm, a)?.get(a.get(vm, 1)) {
        Some(k) => Ok(k.get(&vm.heap).into()),
        None => Ok(a.get(vm, 2).into()),
    }
}

fn context_item(vm: &mut Vm, a: Args) -> NativeResult {
    match context(vm, a)?.get(a.get(vm, 1)) {
        Some(k) => Ok(k.get(&vm.heap).into()),
        None => Err(vm.key_error(a.get(vm, 1))),
    }
}

fn context_contains(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(context(vm, a)?.get(a.get(vm, 1)).is_some().into())
}

fn context_len(vm: &mut Vm, a: Args) -> NativeResult {
    Ok(vm.int(context(vm, a)?.items().len() as i64).into())
}

fn listed(vm: &Vm, a: Args, pick: impl Fn(Kept, Kept) -> Kept) -> NativeResult {
    let items = context(vm, a)?.items();
    let values: Vec<Value<'_>> = items.iter().map(|(k, v)| pick(*k, *v).get(&vm.heap)).collect();
    Ok(vm.list(&values).into())
}

fn context_iter(vm: &mut Vm, a: Args) -> NativeResult {
    let keys = listed(vm, a, |k, _| k)?;
    let mut s = vm.scope();
    let keys = s.keep_ret(keys);
    s.iter(keys).map(|it| it.ret(&s))
}

fn context_keys(vm: &mut Vm, a: Args) -> NativeResult {
    listed(vm, a, |k, _| k)
}

fn context_values(vm: &mut Vm, a: Args) -> NativeResult {
    listed(vm, a, |_, v| v)
}

fn context_items(vm: &mut Vm, a: Args) -> NativeResult {
    let items = context(vm, a)?.items();
    let pairs: Vec<Value<'_>> =
        items.iter().map(|(k, v)| vm.tuple(&[k.get(&vm.heap), v.get(&vm.heap)])).collect();
    Ok(vm.list(&pairs).into())
}
