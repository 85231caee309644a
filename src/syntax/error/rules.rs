//! The rules: each knows one kind of mistake.

use super::Place;
use crate::source::{Diagnostic, Span};
use crate::syntax::token::{Tok, Token};

impl Place<'_> {
    pub(super) fn clause_without_statement(&self) -> Option<Diagnostic> {
        let kind = self.kind(0)?;
        if self.at != self.first {
            return None;
        }
        let owner = match kind {
            Tok::Else => "if', 'for', 'while' or 'try",
            Tok::Elif => "if",
            Tok::Except | Tok::Finally => "try",
            _ => return None,
        };
        let word = self.text(0);
        Some(self.error("invalid syntax").label(format!("'{word}' without a matching '{owner}'")))
    }

    /// Words of other languages, and statements that became functions.
    pub(super) fn foreign_word(&self) -> Option<Diagnostic> {
        let at_word = self.at == self.first + 1 && self.tokens[self.first].kind.is_name();
        let word = if at_word { self.text_of(self.tokens[self.first]) } else { "" };
        let starts = self.kind(0).is_some_and(Tok::starts_expr);
        if let ("print" | "exec", true) = (word, starts) {
            let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
            return Some(Diagnostic::syntax(self.span_from(self.first), message));
        }
        let name = self.kind(0).is_some_and(Tok::is_name);
        let hint = match word {
            "let" | "var" | "const" if name => {
                format!("variables need no '{word}': write '{} = …'", self.text(0))
            }
            "function" | "func" | "fn" | "fun" | "sub" if name => {
                format!("functions start with 'def', not '{word}'")
            }
            "elseif" | "elsif" | "elif" if starts => "write 'elif'".into(),
            "switch" if starts => "write 'match' with 'case' blocks".into(),
            "throw" if starts => "write 'raise'".into(),
            "foreach" if starts => "write 'for … in …:'".into(),
            "interface" | "struct" | "enum" if name => "types start with 'class'".into(),
            "catch" => "write 'except'".into(),
            "echo" | "puts" if starts => "write 'print(…)'".into(),
            "unless" | "until" if starts => format!("there is no '{word}': use 'not'"),
            _ => String::new(),
        };
        if !hint.is_empty() {
            let first = self.tokens[self.first];
            let d = Diagnostic::syntax(Span::new(first.lo, first.hi), "invalid syntax");
            return Some(d.label(format!("'{word}' is not a keyword")).hint(hint));
        }
        if self.prev() == Some(Tok::Name) && self.text(-1) == "new" && name {
            let d = Diagnostic::syntax(self.token_span(-1), "invalid syntax");
            return Some(d.label("'new' is not a keyword").hint("call the class: write 'Name(…)'"));
        }
        if self.kind(0) == Some(Tok::If) && self.prev() == Some(Tok::Else) && self.at == self.first + 1 {
            let d = self.error("expected ':'");
            return Some(d.label("a second 'if' cannot stand here").hint("write 'elif' for 'else if'"));
        }
        None
    }

    fn token_span(&self, offset: isize) -> Span {
        self.token(offset).map_or(self.span(), |t| Span::new(t.lo, t.hi))
    }

    pub(super) fn foreign_operator(&self) -> Option<Diagnostic> {
        let (prev, this, next) = (self.prev(), self.kind(0)?, self.kind(1));
        let touching =
            |a: Option<Token>, b: Option<Token>| matches!((a, b), (Some(a), Some(b)) if a.hi == b.lo);
        let with_prev = touching(self.token(-1), self.token(0));
        let with_next = touching(self.token(0), self.token(1));
        let (from, to, hint) = match (prev, this, next) {
            (Some(Tok::Amp), Tok::Amp, _) if with_prev => (-1, 0, "write 'and'"),
            (Some(Tok::Pipe), Tok::Pipe, _) if with_prev => (-1, 0, "write 'or'"),
            (Some(Tok::Assign), Tok::Gt, _) if with_prev => {
                (-1, 0, "write '>=' to compare, 'lambda x: …' for a function")
            }
            (_, Tok::Assign, Some(Tok::Gt)) if with_next && self.accepts("->") => {
                let span = self.token_span(0).to(self.token_span(1));
                let d = Diagnostic::syntax(span, "expected ':'").label("'=>' is not an operator");
                return Some(d.hint("a return type stands after '->'"));
            }
            (_, Tok::Assign, Some(Tok::Gt)) if with_next => {
                (0, 1, "write '>=' to compare, 'lambda x: …' for a function")
            }
            (Some(Tok::Lt), Tok::Gt, _) if with_prev => (-1, 0, "write '!='"),
            (Some(Tok::EqEq), Tok::Assign, _) if with_prev => (-1, 0, "write '=='"),
            (Some(Tok::NotEq), Tok::Assign, _) if with_prev => (-1, 0, "write '!='"),
            (_, Tok::Plus, Some(Tok::Plus)) | (_, Tok::Minus, Some(Tok::Minus)) if with_next => return None,
            (Some(Tok::Plus), Tok::Newline | Tok::RParen | Tok::Semi, _) if self.doubled(Tok::Plus) => {
                (-2, -1, "write '+= 1'")
            }
            (Some(Tok::Minus), Tok::Newline | Tok::RParen | Tok::Semi, _) if self.doubled(Tok::Minus) => {
                (-2, -1, "write '-= 1'")
            }
            (_, Tok::Bang, _) if !self.in_field() => (0, 0, "write 'not' for negation, '!=' for inequality"),
            _ => return None,
        };
        let span = self.token_span(from).to(self.token_span(to));
        let text = &self.src[span.range()];
        Some(
            Diagnostic::syntax(span, "invalid syntax")
                .label(format!("'{text}' is not an operator"))
                .hint(hint),
        )
    }

    fn doubled(&self, kind: Tok) -> bool {
        self.kind(-2) == Some(kind)
            && matches!((self.token(-2), self.token(-1)), (Some(a), Some(b)) if a.hi == b.lo)
    }

    /// The index of the '{' if the innermost bracket is a field of an f-string.
    fn field(&self) -> Option<usize> {
        let &i = self.open.last()?;
        let before = self.tokens.get(i.checked_sub(1)?)?.kind;
        let field = self.tokens[i].kind == Tok::LBrace
            && matches!(before, Tok::FStart | Tok::FMiddle | Tok::FColon)
            || (before == Tok::RBrace
                && self.tokens[i].kind == Tok::LBrace
                && self.tokens[i].lo == self.tokens[i - 1].hi);
        field.then_some(i)
    }

    fn in_field(&self) -> bool {
        self.field().is_some()
    }

    pub(super) fn format_field(&self) -> Option<Diagnostic> {
        let open = self.field()?;
        let this = self.kind(0)?;
        let empty = self.at == open + 1;
        let text = self.text(0);
        if empty && matches!(this, Tok::RBrace | Tok::Bang | Tok::FColon | Tok::Assign) {
            return Some(
                self.error(format!("f-string: valid expression required before '{text}'"))
                    .hint("write '{{' and '}}' for braces in the text"),
            );
        }
        let lambda = (open..self.at).find(|&i| self.tokens[i].kind == Tok::Lambda);
        if let (Some(lambda), Some(Tok::FColon | Tok::RBrace | Tok::FMiddle)) =
            (lambda, Some(this).filter(|_| !self.wants_name()))
        {
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return Some(Diagnostic::syntax(self.span_from(lambda), message));
        }
        if self.prev() == Some(Tok::Bang) {
            let message = match this {
                Tok::RBrace | Tok::FColon => "f-string: missing conversion character",
                _ => "f-string: invalid conversion character",
            };
            return Some(self.error(message).hint("a conversion is '!s', '!r' or '!a'"));
        }
        if this == Tok::FEnd || this == Tok::FMiddle {
            return Some(self.error("f-string: expecting '}'"));
        }
        if self.wants_operand() {
            let prefix =
                |t: &Token| matches!(t.kind, Tok::Star | Tok::Minus | Tok::Plus | Tok::Tilde | Tok::Not);
            if self.tokens[open + 1..self.at].iter().all(prefix) {
                return Some(self.error("f-string: expecting a valid expression after '{'"));
            }
            return None;
        }
        let spec = (open..self.at).any(|i| self.tokens[i].kind == Tok::FColon);
        let bang = (open..self.at).any(|i| self.tokens[i].kind == Tok::Bang);
        let equals = self.prev() == Some(Tok::Assign);
        if spec {
            return Some(self.error("f-string: expecting '}', or format specs"));
        }
        let operand_twice = self.prev().is_some_and(Tok::ends_operand) && this.starts_expr();
        if bang {
            return Some(self.error("f-string: expecting ':' or '}'"));
        }
        if equals {
            return Some(self.error("f-string: expecting '!', or ':', or '}'"));
        }
        if operand_twice {
            return None;
        }
        Some(self.error("f-string: expecting '=', or '!', or ':', or '}'"))
    }

    /// `lambda (a, b): …`, `def f((a, b)):`
    pub(super) fn parenthesized_parameters(&self) -> Option<Diagnostic> {
        if self.kind(0)? != Tok::LParen || !self.wants_name() {
            return None;
        }
        let lambda = (self.first..self.at).rev().find(|&i| self.tokens[i].kind == Tok::Lambda);
        let def = self.line_kind(0) == Some(Tok::Def) && self.open.len() == 1;
        let what = match (lambda, def) {
            (Some(i), _) if !self.tokens[i..self.at].iter().any(|t| t.kind == Tok::Colon) => {
                "Lambda expression"
            }
            (_, true) if self.prev() != Some(Tok::Def) => "Function",
            _ => return None,
        };
        Some(self.error(format!("{what} parameters cannot be parenthesized")))
    }

    /// '=' and ':=' where they have no place.
    pub(super) fn equals_sign(&self) -> Option<Diagnostic> {
        let (prev, this) = (self.prev(), self.kind(0)?);
        let bracket = self.open.last().map(|&i| self.tokens[i].kind);
        let compound = matches!(self.line_kind(0), Some(Tok::If | Tok::While | Tok::Elif));
        if this == Tok::Walrus {
            let d = self.error("invalid syntax");
            return Some(match self.open.is_empty() {
                true => d
                    .label("':=' has no place here")
                    .hint("write '=' for an assignment, or put the whole of '… := …' in parentheses"),
                false => d.label("':=' has no place here").hint("put the whole of '… := …' in parentheses"),
            });
        }
        if prev == Some(Tok::Assign)
            && bracket == Some(Tok::LParen)
            && matches!(this, Tok::RParen | Tok::Comma)
            && self.wants_operand()
        {
            let def = self.line_kind(0) == Some(Tok::Def) && self.open.len() == 1;
            let what =
                if def { "expected default value expression" } else { "expected argument value expression" };
            return Some(Diagnostic::syntax(self.token_span(-2).to(self.token_span(-1)), what));
        }
        if this != Tok::Assign {
            return None;
        }
        if prev.is_some_and(|p| p.is_keyword() && !p.ends_operand()) && self.at == self.first + 1 {
            let word = self.text(-1);
            let d = Diagnostic::syntax(self.token_span(-1), "invalid syntax");
            return Some(
                d.label(format!("'{word}' is a keyword and cannot be used as a name"))
                    .hint(format!("choose another name, such as '{word}_'")),
            );
        }
        if let Some(Tok::LParen) = bracket
            && let Some(star) = self.starred_argument()
        {
            return Some(star);
        }
        let ended = prev.is_some_and(Tok::ends_operand);
        (ended && (compound || bracket.is_some())).then(|| self.equals_in_expression())
    }

    /// `f(*a=1)`
    pub(super) fn starred_argument(&self) -> Option<Diagnostic> {
        let star = self.kind(-2)?;
        let what = match star {
            Tok::Star => "cannot assign to iterable argument unpacking",
            Tok::DoubleStar => "cannot assign to keyword argument unpacking",
            _ => return None,
        };
        let before = self.kind(-3)?;
        matches!(before, Tok::LParen | Tok::Comma)
            .then(|| Diagnostic::syntax(self.token_span(-2).to(self.span()), what))
    }

    pub(super) fn imports(&self) -> Option<Diagnostic> {
        let this = self.kind(0);
        let end = matches!(this, None | Some(Tok::Newline | Tok::Semi));
        match self.line_kind(0)? {
            Tok::Import if this == Some(Tok::From) && self.prev() == Some(Tok::Name) => {
                let d = Diagnostic::syntax(
                    self.span_from(self.first),
                    "Did you mean to use 'from ... import ...' instead?",
                );
                Some(d.hint("the module comes first: write 'from … import …'"))
            }
            Tok::Import if end && self.prev() == Some(Tok::Import) => {
                Some(self.error("Expected one or more names after 'import'"))
            }
            Tok::From if end && self.prev() == Some(Tok::Import) => {
                Some(self.error("Expected one or more names after 'import'"))
            }
            Tok::From if end && self.prev() == Some(Tok::Comma) && self.open.is_empty() => {
                let message = "trailing comma not allowed without surrounding parentheses";
                Some(Diagnostic::syntax(self.token_span(-1), message))
            }
            Tok::From if self.accepts("import") && !self.accepts("int") => {
                let d = self.error("invalid syntax").label("expected 'import' after the module's name");
                Some(d.hint("write 'from … import …'"))
            }
            _ => None,
        }
    }

    pub(super) fn keyword_for_name(&self) -> Option<Diagnostic> {
        let this = self.kind(0)?;
        let plain = this.is_keyword()
            && !matches!(this, Tok::In | Tok::Is | Tok::And | Tok::Or | Tok::If | Tok::Else);
        let argument = self.kind(1) == Some(Tok::Assign) && !self.open.is_empty() && self.wants_operand();
        let constant = matches!(this, Tok::None | Tok::True | Tok::False);
        if !(plain && (self.wants_name() || argument && !constant)) {
            return None;
        }
        let word = self.text(0);
        Some(
            self.error("invalid syntax")
                .label(format!("'{word}' is a keyword and cannot be used as a name"))
                .hint(format!("choose another name, such as '{word}_'")),
        )
    }

    pub(super) fn brace_block(&self) -> Option<Diagnostic> {
        let header = self.is_header();
        let brace = self.kind(0)? == Tok::LBrace && self.accepts(":");
        (header && brace && self.open.is_empty())
            .then(|| self.colon_expected().hint("a block is a ':' and indented lines, not braces"))
    }

    fn is_header(&self) -> bool {
        use Tok::*;
        matches!(
            self.line_kind(0),
            Some(If | While | For | With | Try | Def | Class | Else | Elif | Except | Finally | Match | Case)
        )
    }

    /// A single word or mark that is missing.
    pub(super) fn missing_word(&self) -> Option<Diagnostic> {
        let (prev, this) = (self.prev(), self.kind(0));
        if self.line_kind(0) == Some(Tok::Def)
            && self.accepts("(")
            && !self.wants_operand()
            && self.open.is_empty()
        {
            return Some(self.error("expected '('").label("a function's name is followed by its parameters"));
        }
        if prev == Some(Tok::Not) && self.accepts("in") && !self.wants_operand() {
            return Some(
                self.error("invalid syntax")
                    .label("expected 'in' after 'not'")
                    .hint("write 'not in', '!=' or 'is not'"),
            );
        }
        // `x if y` needs its `else`
        let from = self.open.last().map_or(self.first, |&i| i + 1);
        if self.accepts("else") && !self.wants_operand() {
            let depth_if = (from..self.at).rev().find(|&i| self.tokens[i].kind == Tok::If);
            if let Some(i) = depth_if.filter(|&i| i > from)
                && !matches!(this, Some(Tok::Bad))
            {
                let lo = self.tokens[self.operand_start(i)].lo;
                let hi = self.token(-1).map_or(lo, |t| t.hi);
                return Some(Diagnostic::syntax(Span::new(lo, hi), "expected 'else' after 'if' expression"));
            }
        }
        let in_for = self.line_kind(0) == Some(Tok::For) && self.open.is_empty()
            || (from..self.at).any(|i| self.tokens[i].kind == Tok::For);
        if in_for && self.accepts("in") && !self.wants_operand() {
            let seen = (from..self.at).rev().find(|&i| matches!(self.tokens[i].kind, Tok::For | Tok::In));
            if seen.is_some_and(|i| self.tokens[i].kind == Tok::For) {
                return Some(match self.open.is_empty() {
                    true => self
                        .error("invalid syntax")
                        .label("expected 'in' after the loop's variable")
                        .hint("write 'for name in values:'"),
                    false => self.error("'in' expected after for-loop variables"),
                });
            }
        }
        None
    }

    /// Two operands without an operator between them.
    fn operand_clash(&self) -> bool {
        let starts = self.kind(0).is_some_and(|k| {
            k.starts_expr()
                && !matches!(k, Tok::Minus | Tok::Plus | Tok::Star | Tok::LParen | Tok::LBracket | Tok::Not)
        });
        starts && self.prev().is_some_and(Tok::ends_operand)
    }

    /// Where the operand that ends before `end` begins: back to a comma, an opening bracket or a statement's
    /// own word.
    fn operand_start(&self, end: usize) -> usize {
        let mut depth = 0;
        let mut i = end;
        while i > self.first {
            let kind = self.tokens[i - 1].kind;
            if kind.is_closer() || kind == Tok::FEnd {
                depth += 1;
            } else if kind.closer().is_some() || kind == Tok::FStart {
                if depth == 0 {
                    break;
                }
                depth -= 1;
            } else if depth == 0
                && (matches!(
                    kind,
                    Tok::Comma | Tok::Assign | Tok::Colon | Tok::Semi | Tok::Walrus | Tok::FColon
                ) || matches!(
                    kind,
                    Tok::Return | Tok::In | Tok::If | Tok::Else | Tok::While | Tok::Elif | Tok::For
                ))
            {
                break;
            }
            i -= 1;
        }
        i
    }

    pub(super) fn dict_item(&self) -> Option<Diagnostic> {
        let &open = self.open.last()?;
        if self.tokens[open].kind != Tok::LBrace || self.in_field() {
            return None;
        }
        let (prev, this) = (self.prev()?, self.kind(0)?);
        if prev == Tok::Colon && matches!(this, Tok::RBrace | Tok::Comma) {
            return Some(Diagnostic::syntax(
                self.token_span(-1),
                "expression expected after dictionary key and ':'",
            ));
        }
        if prev == Tok::Colon && this == Tok::Star {
            return Some(self.error("cannot use a starred expression in a dictionary value"));
        }
        let is_dict = self.accepts(":") && !self.accepts("for");
        if is_dict && prev.ends_operand() && matches!(this, Tok::RBrace | Tok::Comma) {
            return Some(
                Diagnostic::syntax(self.token_span(-1), "':' expected after dictionary key")
                    .label("this key has no value"),
            );
        }
        if this == Tok::Colon && prev.ends_operand() {
            return Some(self.error("invalid syntax").label("this is a set: its elements have no values"));
        }
        None
    }

    /// `[a, b for a, b in c]`
    pub(super) fn comprehension_target(&self) -> Option<Diagnostic> {
        let &open = self.open.last()?;
        let this = self.kind(0)?;
        let for_token = this == Tok::For || (this == Tok::Async && self.kind(1) == Some(Tok::For));
        if !for_token || !matches!(self.tokens[open].kind, Tok::LBracket | Tok::LBrace | Tok::LParen) {
            return None;
        }
        let (lo, hi) = (self.tokens.get(open + 1)?.lo, self.token(-1)?.hi);
        let unpacked = self.tokens.get(open + 1)?.kind == Tok::DoubleStar;
        if unpacked {
            return Some(Diagnostic::syntax(
                Span::new(lo, hi),
                "dict unpacking cannot be used in dict comprehension",
            ));
        }
        if self.tokens[open + 1].kind == Tok::Star {
            return Some(Diagnostic::syntax(
                Span::new(lo, hi),
                "iterable unpacking cannot be used in comprehension",
            ));
        }
        let comma = self.tokens[open + 1..self.at].iter().any(|t| t.kind == Tok::Comma);
        comma.then(|| {
            Diagnostic::syntax(
                Span::new(lo, hi),
                "did you forget parentheses around the comprehension target?",
            )
        })
    }

    pub(super) fn missing_comma(&self) -> Option<Diagnostic> {
        let &open = self.open.last()?;
        if !self.operand_clash() || !self.accepts(",") && !self.accepts("}") {
            return None;
        }
        // names of parameters and imports are no expressions
        let start = self.operand_start(self.at);
        let name = start == 0 || !matches!(self.tokens[start - 1].kind, Tok::Colon | Tok::Assign);
        if matches!(self.line_kind(0), Some(Tok::Def | Tok::From)) && self.open.len() == 1 && name {
            return Some(
                self.error("invalid syntax")
                    .label(format!("expected ',' or ')' before {}", self.show(self.at))),
            );
        }
        let lo = self.tokens[start].lo;
        let closer = match self.tokens[open].kind {
            Tok::LParen => ')',
            Tok::LBracket => ']',
            _ => '}',
        };
        Some(
            Diagnostic::syntax(Span::new(lo, self.span().hi), "invalid syntax. Perhaps you forgot a comma?")
                .label(format!("expected ',' or '{closer}' before {}", self.show(self.at))),
        )
    }

    pub(super) fn missing_colon(&self) -> Option<Diagnostic> {
        if !(self.is_header() && self.open.is_empty() && self.accepts(":") && !self.wants_operand()) {
            return None;
        }
        let d = self.colon_expected();
        Some(match (self.kind(0), self.text(0)) {
            (Some(Tok::Semi), _) => d.hint("a block begins with ':', not ';'"),
            (_, "then" | "do") => d.hint(format!("there is no '{}': write ':'", self.text(0))),
            (Some(Tok::Dot), _) if self.prev() == Some(Tok::Name) && self.text(-2) == "as" => {
                Diagnostic::syntax(self.span(), "invalid syntax").label("what follows 'as' is a plain name")
            }
            _ => d,
        })
    }

    /// A header whose ':' is missing. CPython names the colon at the end of the line, and elsewhere after those
    /// headers that can hold nothing else there.
    fn colon_expected(&self) -> Diagnostic {
        use Tok::*;
        let bare = self.prev().is_some_and(|p| matches!(p, Else | Try | Finally | Except | RParen));
        let forced = match self.line_kind(0) {
            Some(Def) => true,
            Some(Else | Try | Finally | Except) => bare,
            _ => false,
        };
        if forced || matches!(self.kind(0), Option::None | Some(Newline)) {
            return self.error("expected ':'");
        }
        self.error("invalid syntax").label(format!("expected ':' before {}", self.show(self.at)))
    }
}
