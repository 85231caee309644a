//! Diagnostics as plain data; the report room draws them.

use super::Span;

/// How grave a diagnostic is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Severity {
    /// The program cannot run.
    Error,
    /// The program runs; something looks wrong.
    Warning,
}

/// The class of a diagnostic, named like the exception or warning it would be in the language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Kind {
    /// The text is no program.
    SyntaxError,
    /// The layout of lines is wrong.
    IndentationError,
    /// Tabs and spaces are mixed so that the layout is ambiguous.
    TabError,
    /// Legal, but surely not meant.
    SyntaxWarning,
    /// Legal, but will go wrong when it runs (a coroutine never awaited, …).
    RuntimeWarning,
    /// Legal, and no warning of the language; it is likely to hurt all the same.
    Advice,
}

impl Kind {
    /// The name of the exception or warning class.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::SyntaxError => "SyntaxError",
            Kind::IndentationError => "IndentationError",
            Kind::TabError => "TabError",
            Kind::SyntaxWarning => "SyntaxWarning",
            Kind::RuntimeWarning => "RuntimeWarning",
            Kind::Advice => "warning",
        }
    }
}

/// A place with a few words on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said of it.
    pub text: String,
}

/// One report on a source file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// Which class.
    pub kind: Kind,
    /// The short name by which a comment on the line can silence it, if it has one.
    pub code: Option<&'static str>,
    /// The message; CPython's wording where CPython has one.
    pub message: String,
    /// The place it is about.
    pub span: Span,
    /// Words for the place itself; empty if the message says enough.
    pub label: String,
    /// Other places that explain the report.
    pub secondary: Vec<Label>,
    /// How to put it right.
    pub hints: Vec<String>,
    /// Further facts.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// A report of the given severity.
    pub fn new(severity: Severity, kind: Kind, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity,
            kind,
            code: None,
            message: message.into(),
            span,
            label: String::new(),
            secondary: Vec::new(),
            hints: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// An error.
    pub fn error(kind: Kind, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, kind, span, message)
    }

    /// A `SyntaxError`.
    pub fn syntax(span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Kind::SyntaxError, span, message)
    }

    /// A warning.
    pub fn warning(kind: Kind, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, kind, span, message)
    }

    /// Gives it a short name.
    pub fn code(mut self, code: &'static str) -> Diagnostic {
        self.code = Some(code);
        self
    }

    /// The first line as it is shown: class, message and short name.
    pub fn title(&self) -> String {
        match self.code {
            Some(code) => format!("{}: {} [{code}]", self.kind.name(), self.message),
            None => format!("{}: {}", self.kind.name(), self.message),
        }
    }

    /// Adds words for the place itself.
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.label = text.into();
        self
    }

    /// Adds another place.
    pub fn secondary(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a hint; an empty one is left out.
    pub fn hint(mut self, text: impl Into<String>) -> Diagnostic {
        let text = text.into();
        if !text.is_empty() {
            self.hints.push(text);
        }
        self
    }

    /// Adds a note.
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
