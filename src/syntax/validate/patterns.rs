//! Patterns: which names they bind, and which can never fail.

use super::Checker;
use crate::source::{Name, Span};
use crate::syntax::ast::*;

/// A pattern that matches everything: where, and what it is called.
type CatchesAll = Option<(Span, String)>;

impl<'a> Checker<'a> {
    /// Checks a whole pattern and binds its names.
    pub(super) fn pattern(&mut self, id: PatId) -> CatchesAll {
        let mut bound = Vec::new();
        let all = self.sub_pattern(id, &mut bound);
        for &(name, span) in &bound {
            self.bind(name, span);
        }
        all
    }

    fn capture(&mut self, name: Name, span: Span, bound: &mut Vec<(Name, Span)>) {
        if bound.iter().any(|&(n, _)| n == name) {
            let message = format!("multiple assignments to name '{}' in pattern", self.text(name));
            self.error(span, message);
        }
        bound.push((name, span));
    }

    fn sub_pattern(&mut self, id: PatId, bound: &mut Vec<(Name, Span)>) -> CatchesAll {
        let ast: &'a Ast = self.ast;
        let pat = &ast[id];
        match &pat.kind {
            PatKind::Value(e) => {
                if let ExprKind::JoinedStr(_) = ast[*e].kind {
                    self.error(ast[*e].span, "patterns may only match literals and attribute lookups");
                }
                self.expr(*e);
            }
            PatKind::Singleton(_) | PatKind::Error => {}
            PatKind::Wildcard => return Some((pat.span, "wildcard".into())),
            PatKind::Capture(name) => {
                self.capture(*name, pat.span, bound);
                return Some((pat.span, format!("name capture '{}'", self.text(*name))));
            }
            PatKind::Star(name) => {
                if let Some(name) = name {
                    self.capture(*name, pat.span, bound);
                }
            }
            PatKind::Sequence(items) => {
                let stars = items.iter().filter(|&&p| matches!(ast[p].kind, PatKind::Star(_))).count();
                if stars > 1 {
                    self.error(pat.span, "multiple starred names in sequence pattern");
                }
                for &item in items {
                    self.sub_pattern(item, bound);
                }
            }
            PatKind::Mapping { items, rest } => {
                self.duplicate_keys(items, pat.span);
                for &(key, item) in items {
                    self.expr(key);
                    self.sub_pattern(item, bound);
                }
                if let Some(name) = rest {
                    self.capture(*name, pat.span, bound);
                }
            }
            PatKind::Class { class, args, keywords } => {
                self.expr(*class);
                for &arg in args {
                    self.sub_pattern(arg, bound);
                }
                for (i, &(name, span, item)) in keywords.iter().enumerate() {
                    if keywords[..i].iter().any(|k| k.0 == name) {
                        let message =
                            format!("attribute name repeated in class pattern: {}", self.text(name));
                        self.error(span, message);
                    }
                    self.sub_pattern(item, bound);
                }
            }
            PatKind::Or(alternatives) => return self.alternatives(alternatives, pat.span, bound),
            PatKind::As { pattern, name } => {
                let all = self.sub_pattern(*pattern, bound);
                self.capture(*name, pat.span, bound);
                return all;
            }
        }
        None
    }

    fn alternatives(&mut self, list: &[PatId], span: Span, bound: &mut Vec<(Name, Span)>) -> CatchesAll {
        let mut first: Option<Vec<Name>> = None;
        let mut last = None;
        for (i, &alternative) in list.iter().enumerate() {
            let mut own = Vec::new();
            last = self.sub_pattern(alternative, &mut own);
            if i + 1 < list.len()
                && let Some((span, what)) = &last
            {
                self.error(*span, format!("{what} makes remaining patterns unreachable"));
                // what follows would be noise
                for (name, span) in own {
                    self.capture(name, span, bound);
                }
                return None;
            }
            let mut names: Vec<Name> = own.iter().map(|b| b.0).collect();
            names.sort_unstable();
            match &first {
                None => {
                    first = Some(names);
                    for (name, span) in own {
                        self.capture(name, span, bound);
                    }
                }
                Some(expected) if *expected != names => {
                    self.error(span, "alternative patterns bind different names");
                    return None;
                }
                Some(_) => {}
            }
        }
        last
    }

    fn duplicate_keys(&mut self, items: &[(ExprId, PatId)], span: Span) {
        let ast: &'a Ast = self.ast;
        let mut seen: Vec<String> = Vec::new();
        for &(key, _) in items {
            let text = match &ast[key].kind {
                ExprKind::Int(n) => n.to_string(),
                ExprKind::Float(x) => format!("{x:?}"),
                ExprKind::Str(s) => format!("'{}'", String::from_utf8_lossy(s)),
                ExprKind::Bytes(b) => format!("b'{}'", String::from_utf8_lossy(b)),
                ExprKind::Bool(b) => if *b { "True" } else { "False" }.to_string(),
                ExprKind::None => "None".to_string(),
                _ => continue,
            };
            if seen.contains(&text) {
                self.error(span, format!("mapping pattern checks duplicate key ({text})"));
                return;
            }
            seen.push(text);
        }
    }
}
