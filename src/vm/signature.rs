//! Signatures of natives: parsed from their rows, and the binder that puts arguments into their places.

use super::{NativeFn, NativeRow};

/// A parsed signature.
#[derive(Debug)]
pub struct Signature {
    /// `__name__`
    pub name: &'static str,
    /// The text.
    pub text: &'static str,
    /// The function.
    pub func: NativeFn,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// Number of parameters that can be given by position.
    pub positional: usize,
    /// Number of positional parameters without default.
    pub required: usize,
    /// Index of `*args`.
    pub star: Option<usize>,
    /// Index of `**kwargs`.
    pub double_star: Option<usize>,
}

/// A parameter of a native.
#[derive(Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// Can be given by position.
    pub by_position: bool,
    /// Can be given by keyword.
    pub by_keyword: bool,
    /// Need not be given.
    pub optional: bool,
}

impl Signature {
    /// Index of `**kwargs`, unless the native takes them and looks at none: then their name is `_`.
    #[inline]
    pub fn seen_double_star(&self) -> Option<usize> {
        self.double_star.filter(|i| self.params.get(*i).is_some_and(|p| p.name != "_"))
    }

    /// Parses a row.
    pub fn parse(row: &NativeRow) -> Signature {
        let mut s = Signature {
            name: row.name,
            text: row.signature,
            func: row.func,
            params: Vec::new(),
            positional: 0,
            required: 0,
            star: None,
            double_star: None,
        };
        let mut keyword_only = false;
        for part in split_params(row.signature) {
            if part == "/" {
                for p in &mut s.params {
                    p.by_keyword = false;
                }
            } else if part == "*" {
                keyword_only = true;
            } else if let Some(name) = part.strip_prefix("**") {
                s.double_star = Some(s.params.len());
                s.params.push(Param { name, by_position: false, by_keyword: false, optional: true });
            } else if let Some(name) = part.strip_prefix('*') {
                s.star = Some(s.params.len());
                s.params.push(Param { name, by_position: false, by_keyword: false, optional: true });
                keyword_only = true;
            } else {
                let (name, optional) = match part.split_once('=') {
                    Some((name, _)) => (name, true),
                    None => (part, false),
                };
                s.params.push(Param { name, by_position: !keyword_only, by_keyword: true, optional });
                if !keyword_only {
                    s.positional += 1;
                    s.required += !optional as usize;
                }
            }
        }
        s
    }

    /// The index of `*args`, if arguments by position alone only have to be gathered there: all that stands
    /// before it must be given.
    pub fn gathers(&self) -> Option<u32> {
        let star = self.star.filter(|s| *s == self.positional && self.required == self.positional)?;
        let rest = self.params.iter().skip(star + 1).all(|p| p.optional);
        rest.then_some(star as u32)
    }

    /// Whether arguments given by position alone land in the right places when the rest is left unset.
    pub fn is_plain(&self) -> bool {
        self.star.is_none()
            && self.double_star.is_none()
            && self.params.iter().all(|p| p.by_position || p.optional)
    }
}

/// The parts between commas that stand outside brackets and quotes.
fn split_params(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start) = (0, None, 0);
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if q == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(text[start..i].trim());
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.into_iter().filter(|p| !p.is_empty())
}
