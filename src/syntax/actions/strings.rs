//! String literals: decoding, joining, fields of f-strings.

use super::{Builder, FField, FPart, RawStr};
use crate::source::{Diagnostic, Name, Span};
use crate::syntax::ast::*;
use crate::syntax::literals::{self, StrValue};
use crate::syntax::validate::forms;

impl Builder<'_> {
    /// Adjacent string literals.
    pub fn strings(&mut self, l: u32, r: u32, raw: Vec<RawStr>) -> ExprId {
        let mut parts: Vec<StrPart> = Vec::new();
        let mut bytes: Option<Vec<u8>> = None;
        let (mut format, mut texts, mut mixed) = (false, 0, false);
        for piece in raw {
            match piece {
                RawStr::Plain(span) => {
                    match literals::string(self.text(span.lo, span.hi), span, &mut self.diagnostics) {
                        StrValue::Text(text) => {
                            texts += 1;
                            add_text(&mut parts, text);
                        }
                        StrValue::Bytes(more) => bytes.get_or_insert_with(Vec::new).extend(more),
                    }
                }
                RawStr::Format { start, parts: pieces } => {
                    format = true;
                    texts += 1;
                    let raw = self.text(start.lo, start.hi).contains(['r', 'R']);
                    self.format_parts(&mut parts, pieces, raw, false);
                }
            }
            mixed |= bytes.is_some() && texts > 0;
        }
        if mixed {
            let message = "cannot mix bytes and nonbytes literals";
            self.diagnostics.push(Diagnostic::syntax(Span::new(l, r), message));
        }
        let kind = match bytes {
            Some(bytes) if texts == 0 => ExprKind::Bytes(bytes.into()),
            _ if format => ExprKind::JoinedStr(parts),
            _ => match parts.pop() {
                Some(StrPart::Text(text)) => ExprKind::Str(text),
                _ => ExprKind::Str(Box::default()),
            },
        };
        self.mk(l, r, kind)
    }

    /// A field of an f-string.
    pub fn field(
        &mut self,
        l: u32,
        r: u32,
        value: ExprId,
        debug_end: Option<u32>,
        conversion: Option<(Span, Name, Span)>,
        spec: Option<Vec<FPart>>,
    ) -> FPart {
        let conversion = conversion.and_then(|(bang, name, span)| {
            let text = self.names.get(name).to_string();
            forms::conversion(bang, &text, span, &mut self.diagnostics)
        });
        // the text of `{x = }` goes on to the next token
        let debug = debug_end.map(|end| {
            let rest = &self.src[end as usize..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0c']).len();
            Span::new(l + 1, end + blank as u32)
        });
        FPart::Field(Box::new(FField { span: Span::new(l, r), value, debug, conversion, spec }))
    }

    fn format_parts(&mut self, out: &mut Vec<StrPart>, parts: Vec<FPart>, raw: bool, in_spec: bool) {
        for part in parts {
            match part {
                FPart::Text(span) => {
                    let text = self.text(span.lo, span.hi);
                    add_text(out, literals::format_text(text, span, raw, in_spec, &mut self.diagnostics));
                }
                FPart::Field(field) => {
                    let FField { span, value, debug, mut conversion, spec } = *field;
                    if let Some(debug) = debug {
                        let text = self.text(debug.lo, debug.hi).replace("\r\n", "\n");
                        add_text(out, text.into_bytes());
                        if conversion.is_none() && spec.is_none() {
                            conversion = Some(Conversion::Repr);
                        }
                    }
                    let has_spec = spec.is_some();
                    let mut inner = Vec::new();
                    self.format_parts(&mut inner, spec.unwrap_or_default(), raw, true);
                    let field = StrField { span, value, conversion, spec: inner, has_spec };
                    out.push(StrPart::Field(Box::new(field)));
                }
            }
        }
    }
}

/// Adds text to parts; empty text is left out, neighbours become one.
fn add_text(parts: &mut Vec<StrPart>, text: Vec<u8>) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(StrPart::Text(last)) => {
            let mut joined = std::mem::take(last).into_vec();
            joined.extend(text);
            *last = joined.into();
        }
        _ => parts.push(StrPart::Text(text.into())),
    }
}
