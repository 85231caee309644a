//! The classes that transports and protocols of the script's derive from.

use crate::vm::{Args, NativeResult, NativeRow, Ret, Vm, row};

/// Methods of all protocols: they do nothing.
pub const PROTOCOL: &[NativeRow] = &[
    row("connection_made", nothing, "self, transport"),
    row("connection_lost", nothing, "self, exc"),
    row("pause_writing", nothing, "self"),
    row("resume_writing", nothing, "self"),
];

/// The same of those of streams.
pub const STREAM_PROTOCOL: &[NativeRow] =
    &[row("data_received", nothing, "self, data"), row("eof_received", nothing, "self")];

/// Methods of all transports.
pub const TRANSPORT: &[NativeRow] = &[
    row("__init__", init, "self, extra=None"),
    row("get_extra_info", get_extra_info, "self, name, default=None"),
];

fn nothing(_: &mut Vm, _: Args) -> NativeResult {
    Ok(Ret::NONE)
}

fn init(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let own = a.handle(&s, 0);
    let extra = match a.opt_handle(&s, 1).filter(|e| !e.get(&s).is_none()) {
        Some(extra) => extra,
        None => s.keep(|vm| vm.dict().value()),
    };
    s.setattr(own, "_extra", extra)?;
    Ok(Ret::NONE)
}

fn get_extra_info(vm: &mut Vm, a: Args) -> NativeResult {
    let mut s = vm.scope();
    let (own, name) = (a.handle(&s, 0), a.handle(&s, 1));
    let extra = s.getattr(own, "_extra")?;
    let default = a.opt_handle(&s, 2).unwrap_or_else(|| s.root());
    s.call_method(extra, "get", &[name, default]).map(|r| r.ret(&s))
}
