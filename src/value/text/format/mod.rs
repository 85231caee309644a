//! Formatting: the format-spec language of PEP 3101, templates of `str.format`, and `%`.

pub mod decimal;
mod numeric;
pub mod percent;
pub mod quick;
pub mod quick_int;
pub mod spec;
pub mod template;

pub use numeric::{format_float, format_int};
pub use spec::Spec;

use super::layout::check_len;
use super::wtf8::{Wtf8, Wtf8Buf};
use crate::value::fault::{PyErr, PyResult};

/// `format(s, spec)` for a str. `type_name` is the class of the value, for error texts.
pub fn format_str(s: Wtf8<'_>, spec: Wtf8<'_>, type_name: &str) -> PyResult<Wtf8Buf> {
    if spec.is_empty() {
        return Ok(s.to_owned());
    }
    let spec = Spec::parse(spec, 's', '<', type_name)?;
    if spec.kind != 's' as u32 {
        return Err(spec.unknown_kind(type_name));
    }
    let refuse = |what: &str| Err(PyErr::value(format!("{what} not allowed in string format specifier")));
    match spec.sign {
        Some(' ') => return refuse("Space"),
        Some(_) => return refuse("Sign"),
        None => {}
    }
    if spec.no_negative_zero {
        return refuse("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refuse("Alternate form (#)");
    }
    if spec.align == '=' {
        return refuse("'=' alignment");
    }
    let shown = spec.precision.map_or(s, |p| s.char_slice(0, p));
    let mut out = Wtf8Buf::with_capacity(shown.len());
    spec.pad(shown.char_count(), &mut out, |out| out.push_wtf8(shown))?;
    Ok(out)
}

impl Spec {
    /// Puts fill characters around what `body` writes, which is `len` code points long.
    fn pad(&self, len: usize, out: &mut Wtf8Buf, body: impl FnOnce(&mut Wtf8Buf)) -> PyResult<()> {
        let width = self.width.unwrap_or(0);
        check_len(width as u64)?;
        let gap = width.saturating_sub(len);
        let left = match self.align {
            '<' => 0,
            '^' => gap / 2,
            _ => gap,
        };
        out.push_times(self.fill, left);
        body(out);
        out.push_times(self.fill, gap - left);
        Ok(())
    }
}
