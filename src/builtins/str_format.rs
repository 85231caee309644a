//! `str.format` and `str.format_map`.

use super::support::*;
use crate::value::text::format::template::{self, Access, First, MAX_DEPTH, Numbering, Template};
use crate::value::text::{Wtf8, Wtf8Buf, repr as text_repr};
use crate::value::*;
use crate::vm::*;

/// Where the fields' values come from.
#[derive(Clone, Copy)]
struct Source {
    /// The tuple of positional arguments; none for `format_map`.
    args: Option<Handle>,
    /// The keyword arguments, or the mapping.
    mapping: Handle,
}

pub(super) fn format(vm: &mut Vm, a: Args) -> NativeResult {
    let (names, values): (Vec<_>, Vec<_>) =
        a.get(vm, 2).cast::<Dict>().map(|d| d.iter().unzip()).unwrap_or_default();
    if let Some(text) = vm.quick_template(a.this::<Str>(vm)?, star(vm, a, 1), &names, &values) {
        return Ok(text.into());
    }
    let source = Source { args: Some(a.handle(vm, 1)), mapping: a.handle(vm, 2) };
    run(vm, a, source)
}

pub(super) fn format_map(vm: &mut Vm, a: Args) -> NativeResult {
    let source = Source { args: None, mapping: a.handle(vm, 1) };
    run(vm, a, source)
}

fn run(vm: &mut Vm, a: Args, source: Source) -> NativeResult {
    let text = a.this::<Str>(vm)?.text().to_owned();
    let mut numbering = Numbering::default();
    let mut s = vm.scope();
    let out = expand(&mut s, text.as_wtf8(), source, &mut numbering, MAX_DEPTH)?;
    Ok(wtf8(&s, &out).into())
}

/// The template with its fields replaced.
fn expand(
    s: &mut Scope<'_>,
    text: Wtf8<'_>,
    source: Source,
    numbering: &mut Numbering,
    depth: usize,
) -> Result<Wtf8Buf, Raise> {
    let mut out = Wtf8Buf::new();
    for piece in ok(s, Template::new(text, depth))? {
        let piece = ok(s, piece)?;
        out.push_wtf8(piece.literal);
        let Some(field) = piece.field else { continue };
        let mut s = s.inner();
        let (first, path) = ok(&s, field.path(numbering))?;
        let mut value = argument(&mut s, first, source)?;
        for step in path {
            value = match ok(&s, step)? {
                Access::Attribute(name) => s.getattr(value, &name.to_string_lossy())?,
                Access::Index(i) => {
                    let key = s.keep(|vm| vm.int(i as i64));
                    s.getitem(value, key)?
                }
                Access::Key(name) => {
                    let key = s.keep(|vm| vm.str_wtf8(name));
                    s.getitem(value, key)?
                }
            };
        }
        value = match field.conversion {
            None => value,
            Some(0x72) => s.repr(value)?,
            Some(0x73) => s.str(value)?,
            Some(0x61) => {
                let r = s.repr(value)?;
                s.keep(|vm| match r.cast::<Str>(vm) {
                    Some(t) => wtf8(vm, &text_repr::ascii_of_repr(t.text())),
                    None => Value::NONE,
                })
            }
            Some(_) => return Err(s.raise_fault(field.unknown_conversion())),
        };
        let spec = if field.nested {
            expand(&mut s, field.spec, source, numbering, depth - 1)?
        } else {
            field.spec.to_owned()
        };
        let spec = s.keep(|vm| wtf8(vm, &spec));
        let shown = s.format(value, spec)?;
        if let Some(t) = shown.cast::<Str>(&s) {
            out.push_wtf8(t.text());
        }
    }
    Ok(out)
}

fn argument(s: &mut Scope<'_>, first: First<'_>, source: Source) -> Result<Handle, Raise> {
    match first {
        First::Index(i) => {
            let Some(args) = source.args else { return Err(s.raise_fault(template::positional_in_map())) };
            if i >= args.cast::<Tuple>(s).map_or(0, Tuple::len) {
                return Err(s.raise_fault(template::index_out_of_range(i)));
            }
            Ok(s.keep(|vm| tuple_item(vm, args, i)))
        }
        First::Name(name) => {
            let key = s.keep(|vm| vm.str_wtf8(name));
            s.getitem(source.mapping, key)
        }
    }
}
