//! `%` formatting.

use crate::heap::Word;
use crate::value::text::Wtf8Buf;
use crate::value::text::format::percent::{Directive, Event, Percent, texts};
use crate::value::text::format::quick::{Flags, Item, Short};
use crate::value::text::search::find_byte;
use crate::value::{Builtins, ByteArray, Bytes, Dict, Kind, Str, Tuple, Value};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::number::int_ref;

/// Where the arguments come from.
struct Supply {
    /// The right operand.
    given: Handle,
    /// Whether it is a tuple of arguments.
    many: bool,
    next: usize,
    /// The argument found by `%(key)`.
    keyed: Option<Handle>,
}

impl Vm {
    /// `a % b` of a str whose conversions and arguments are all of the frequent kinds.
    pub(crate) fn quick_percent(&self, format: &Str, given: Value<'_>) -> Option<Word> {
        if !format.is_ascii() {
            return None;
        }
        let mut out = Short::new();
        quick_conversions(&mut out, format.bytes(), given, false)?;
        Some(Str::ascii(&self.heap, out.as_bytes()).value().word())
    }

    /// The same of bytes.
    pub(crate) fn quick_percent_bytes(&self, format: &[u8], given: Value<'_>) -> Option<Word> {
        let mut out = Short::new();
        quick_conversions(&mut out, format, given, true)?;
        Some(Bytes::new(&self.heap, out.as_bytes()).value().word())
    }
}

/// Writes a format whose conversions and arguments are all of the frequent kinds.
fn quick_conversions(out: &mut Short, format: &[u8], given: Value<'_>, bytes: bool) -> Option<()> {
    let one = [given];
    let args = if given.is_exact(Builtins::Tuple) { given.cast::<Tuple>()?.items() } else { &one[..] };
    let mut args = args.iter();
    let mut rest = format;
    while let Some(at) = find_byte(rest, b'%') {
        out.push(&rest[..at])?;
        rest = &rest[at + 1..];
        if let [b'%', tail @ ..] = rest {
            out.push(b"%")?;
            rest = tail;
            continue;
        }
        // nothing between the sign and the kind
        if let [kind @ (b'd' | b's'), tail @ ..] = rest
            && !bytes
        {
            rest = tail;
            let item = super::format::quick_shown(*args.next()?)?;
            if *kind == b'd' && !matches!(item, Item::Int(_)) {
                return None;
            }
            out.push_shown(item)?;
            continue;
        }
        let mut flags = Flags::default();
        while let [flag @ (b'0' | b'-' | b'+' | b' ' | b'#'), tail @ ..] = rest {
            match flag {
                b'0' => flags.zero = true,
                b'-' => flags.left = true,
                b'#' => flags.alternate = true,
                // a plus goes before a blank
                _ => flags.sign = if flags.sign == b'+' { b'+' } else { *flag },
            }
            rest = tail;
        }
        let width = digits(&mut rest)?.unwrap_or(0);
        let mut precision = None;
        if let [b'.', tail @ ..] = rest {
            rest = tail;
            precision = Some(digits(&mut rest)?.unwrap_or(0));
        }
        let [kind, tail @ ..] = rest else { return None };
        rest = tail;
        let v = *args.next()?;
        let item = match kind {
            b's' | b'b' if bytes => {
                Item::Text(v.cast::<Bytes>().filter(|_| v.is_exact(Builtins::Bytes))?.bytes())
            }
            b's' => super::format::quick_shown(v)?,
            b'r' if !bytes => super::format::quick_repr(v)?,
            _ if v.cast::<Str>().is_some() && bytes => return None,
            _ => super::format::quick_item(v)?,
        };
        let kind = if bytes && *kind == b'b' { b's' } else { *kind };
        out.push_conversion(item, flags, width, precision, kind)?;
    }
    out.push(rest)?;
    if args.next().is_some() { None } else { Some(()) }
}

/// Up to three digits of a width or precision; `Some(None)` if there are none.
fn digits(rest: &mut &[u8]) -> Option<Option<usize>> {
    let n = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let value = rest[..n].iter().fold(0usize, |v, b| v.wrapping_mul(10).wrapping_add((b - b'0') as usize));
    *rest = &rest[n..];
    match n {
        0 => Some(None),
        1..=3 => Some(Some(value)),
        _ => None,
    }
}

impl Scope<'_> {
    /// `a % b` of a str, bytes or bytearray.
    pub(super) fn percent(&mut self, a: Handle, b: Handle) -> Result<Word, Raise> {
        let bytes = a.cast::<Str>(self).is_none();
        let format = match a.cast::<Str>(self) {
            Some(s) => s.bytes().to_vec(),
            None => self.bytes_like(a.get(self)).unwrap_or_default(),
        };
        let many = b.cast::<Tuple>(self).is_some();
        let mut supply = Supply { given: b, many, next: 0, keyed: None };
        let mut out: Vec<u8> = Vec::with_capacity(format.len());
        let mut parser = Percent::new(&format, bytes);
        let mut used_keys = false;
        while let Some(event) = parser.next() {
            match event.map_err(|e| self.raise_fault(e))? {
                Event::Literal(text) => out.extend_from_slice(text),
                Event::Key(key) => {
                    used_keys = true;
                    supply.keyed = Some(self.keyed_argument(b, key, bytes)?);
                }
                Event::Star => {
                    let arg = self.next_argument(&mut supply)?;
                    let v = arg.get(self);
                    let Some(n) = v.as_i64().filter(|_| v.is_int_like()) else {
                        return Err(self.type_error(texts::STAR));
                    };
                    parser.supply(n);
                }
                Event::Conversion(directive) => {
                    let arg = match supply.keyed.take() {
                        Some(arg) => arg,
                        None => self.next_argument(&mut supply)?,
                    };
                    self.nested("", |s| s.convert(&directive, arg, bytes, &mut out))?;
                }
            }
        }
        let n = if many { b.cast::<Tuple>(self).map_or(0, Tuple::len) } else { 1 };
        let mapping = !many && (used_keys || self.is_mapping(b));
        if supply.next < n && !mapping {
            return Err(self.type_error(if bytes { texts::NOT_ALL_BYTES } else { texts::NOT_ALL }));
        }
        Ok(match a.get(self).kind() {
            Kind::ByteArray => ByteArray::new(&self.heap, out).value().word(),
            Kind::Bytes => Bytes::new(&self.heap, &out).value().word(),
            _ => self.str_wtf8(Wtf8Buf::from_bytes(out).as_wtf8()).word(),
        })
    }

    /// Whether the right operand is a mapping, whose items need not all be used.
    fn is_mapping(&self, b: Handle) -> bool {
        let v = b.get(self);
        let sequence = matches!(v.kind(), Kind::Str | Kind::Tuple);
        !sequence
            && (matches!(v.kind(), Kind::Dict | Kind::List | Kind::Bytes | Kind::ByteArray)
                || v.header().is_some() && self.lookup_special(v, Sym::GetItem).is_some())
    }

    fn next_argument(&mut self, supply: &mut Supply) -> Result<Handle, Raise> {
        let i = supply.next;
        supply.next += 1;
        if !supply.many {
            if i > 0 {
                return Err(self.type_error(texts::NOT_ENOUGH));
            }
            return Ok(supply.given);
        }
        match supply.given.cast::<Tuple>(self).and_then(|t| t.words().get(i).copied()) {
            Some(word) => Ok(self.keep_word(word)),
            None => Err(self.type_error(texts::NOT_ENOUGH)),
        }
    }

    fn keyed_argument(&mut self, b: Handle, key: &[u8], bytes: bool) -> Result<Handle, Raise> {
        if b.cast::<Dict>(self).is_none() && !self.is_mapping(b) {
            return Err(self.type_error(texts::MAPPING));
        }
        let key = self
            .keep(|vm| if bytes { vm.bytes(key) } else { vm.str_wtf8(crate::value::text::Wtf8::new(key)) });
        self.getitem(b, key)
    }

    fn convert(&mut self, d: &Directive, arg: Handle, bytes: bool, out: &mut Vec<u8>) -> Result<(), Raise> {
        let kind = match d.kind() {
            Some(kind) => kind,
            None if bytes && d.kind == u32::from(b'b') => 'b',
            None => return Err(self.raise_fault(d.unsupported())),
        };
        let text = match kind {
            's' | 'b' if bytes => {
                let v = arg.get(self);
                let Some(part) = self.bytes_like(v) else {
                    let name = self.type_name(v);
                    return Err(self.type_error(format_args!(
                        "%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'"
                    )));
                };
                let part = d.format_bytes(&part).map_err(|e| self.raise_fault(e))?;
                out.extend_from_slice(&part);
                return Ok(());
            }
            's' => {
                let text = self.str_text(arg)?;
                d.format_text(text.as_wtf8())
            }
            'r' | 'a' => {
                let mut text = self.repr_text(arg)?;
                if kind == 'a' || bytes {
                    text = crate::value::text::repr::ascii_of_repr(text.as_wtf8());
                }
                d.format_text(text.as_wtf8())
            }
            'c' => {
                let v = arg.get(self);
                let c = match v.cast::<Str>() {
                    Some(s) if s.len() == 1 && !bytes => s.text().chars().next().map(i64::from),
                    _ if bytes => {
                        let one = self.bytes_like(v).filter(|b| b.len() == 1).map(|b| b[0] as i64);
                        match one.or_else(|| v.as_i64()) {
                            Some(c) if (0..256).contains(&c) => {
                                out.extend_from_slice(
                                    &d.format_bytes(&[c as u8]).map_err(|e| self.raise_fault(e))?,
                                );
                                return Ok(());
                            }
                            Some(_) => return Err(self.overflow_error("%c arg not in range(256)")),
                            None => {
                                return Err(
                                    self.type_error("%c requires an integer in range(256) or a single byte")
                                );
                            }
                        }
                    }
                    Some(_) => None,
                    None => self.index_opt(arg)?.map(|i| i.get(self).as_i64().unwrap_or(-1)),
                };
                match c {
                    Some(c) => d.format_char(c),
                    None => return Err(self.type_error(texts::CHAR)),
                }
            }
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => return self.convert_int(d, arg, kind, out),
            _ => {
                let Some(f) = self.float_opt(arg)? else {
                    let name = self.type_name(arg.get(self));
                    return Err(self.type_error(format_args!("must be real number, not {name}")));
                };
                d.format_float(f)
            }
        };
        let text = text.map_err(|e| self.raise_fault(e))?;
        out.extend_from_slice(text.as_wtf8().as_bytes());
        Ok(())
    }

    fn convert_int(
        &mut self,
        d: &Directive,
        arg: Handle,
        kind: char,
        out: &mut Vec<u8>,
    ) -> Result<(), Raise> {
        let v = arg.get(self);
        let number = if v.is_int_like() {
            Some(arg)
        } else if matches!(kind, 'o' | 'x' | 'X') {
            self.index_opt(arg)?
        } else if let Some(f) = v.as_float() {
            let big = crate::value::number::convert::float_to_int(f).map_err(|e| self.raise_fault(e))?;
            Some(self.keep(|vm| vm.bigint(big)))
        } else {
            match self.special_kept(arg, Sym::Int, &[])? {
                Some(i) if i.get(self).is_int_like() => Some(i),
                _ => self.index_opt(arg)?,
            }
        };
        let Some(number) = number else {
            let name = self.type_name(arg.get(self));
            return Err(self.raise_fault(d.wants_number(&name)));
        };
        let Some(i) = int_ref(number.get(self)) else { return Ok(()) };
        let text = d.format_int(i, self.int_digits()).map_err(|e| self.raise_fault(e))?;
        out.extend_from_slice(text.as_wtf8().as_bytes());
        Ok(())
    }
}
