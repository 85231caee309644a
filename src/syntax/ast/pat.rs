//! Patterns.

use super::{ExprId, PatId};
use crate::source::{Name, Span};

/// A pattern.
#[derive(Debug, Clone)]
pub struct Pat {
    /// Its form.
    pub kind: PatKind,
    /// Its place.
    pub span: Span,
}

/// The forms of a pattern.
#[derive(Debug, Clone)]
pub enum PatKind {
    /// A literal (number with or without `-`, text, bytes) or a dotted name: compared with `==`.
    Value(ExprId),
    /// `None`, `True`, `False` (an expression of that kind): compared with `is`.
    Singleton(ExprId),
    /// `_`
    Wildcard,
    /// A name that is bound.
    Capture(Name),
    /// `[a, b, *c]`
    Sequence(Vec<PatId>),
    /// `*name` or `*_`, only inside a sequence.
    Star(Option<Name>),
    /// `{key: pattern, **rest}`
    Mapping {
        /// Keys (literals or dotted names) and patterns.
        items: Vec<(ExprId, PatId)>,
        /// `**rest`
        rest: Option<Name>,
    },
    /// `Class(pattern, attribute=pattern)`
    Class {
        /// The class.
        class: ExprId,
        /// The positional patterns.
        args: Vec<PatId>,
        /// The patterns by attribute.
        keywords: Vec<(Name, Span, PatId)>,
    },
    /// `a | b`: two or more.
    Or(Vec<PatId>),
    /// `pattern as name`
    As {
        /// The pattern.
        pattern: PatId,
        /// The name bound.
        name: Name,
    },
    /// Stands where the text had an error; never in a tree without errors.
    Error,
}
