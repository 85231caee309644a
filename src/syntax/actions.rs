//! What the grammar's actions call: they build nodes, and nothing else. Forms that the tree cannot keep (the
//! order of parameters, an `as` inside parentheses) are checked on the way by functions of `validate`.

use super::ast::*;
use super::literals::{self, StrValue};
use super::validate::forms;
use crate::source::{Diagnostic, Interner, Name, Span};
use std::cell::Cell;

/// Builds the tree while the parser runs.
pub struct Builder<'s> {
    pub(super) src: &'s str,
    pub(super) ast: Ast,
    pub(super) names: &'s mut Interner,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// `a as b` inside parentheses that no `with` has claimed.
    pub(super) covers: Vec<Cover>,
    pub(super) errors: Vec<super::parser::Failure>,
    /// How many errors the parser has met; the supply of tokens ends when there are too many.
    pub(super) error_count: &'s Cell<usize>,
    too_deep: bool,
}

/// `context as target` where only `with (…)` may have it.
pub(super) struct Cover {
    pub node: ExprId,
    pub context: ExprId,
    pub target: ExprId,
    pub span: Span,
}

/// `a.b.c` in an import.
pub struct DottedName {
    first: Name,
    span: Span,
    parts: u32,
}

impl DottedName {
    /// One name.
    pub fn new((first, span): (Name, Span)) -> DottedName {
        DottedName { first, span, parts: 1 }
    }

    /// One name more.
    pub fn then(self, (_, span): (Name, Span)) -> DottedName {
        DottedName { span: self.span.to(span), parts: self.parts + 1, ..self }
    }
}

/// A parameter or a mark between parameters, as written.
#[derive(Clone, Copy)]
pub enum ParamItem {
    /// `name`
    Plain(Param),
    /// `*name`
    Star(Param),
    /// `*`
    BareStar(Span),
    /// `**name`
    DoubleStar(Param),
    /// `/`
    Slash(Span),
}

/// A parameter.
pub fn param((name, span): (Name, Span), annotation: Option<ExprId>, default: Option<ExprId>) -> Param {
    Param { name, span, annotation, default }
}

/// A type parameter.
pub fn type_param(
    l: u32,
    r: u32,
    kind: TypeParamKind,
    (name, _): (Name, Span),
    bound: Option<ExprId>,
    default: Option<ExprId>,
) -> TypeParam {
    TypeParam { span: Span::new(l, r), kind, name, bound, default }
}

/// A string token, or an f-string with its pieces.
pub enum RawStr {
    /// One token.
    Plain(Span),
    /// `f"…"`
    Format {
        /// Prefix and quote.
        start: Span,
        /// The pieces.
        parts: Vec<FPart>,
    },
}

/// A piece of an f-string before decoding: whether it is raw shows only at its start.
pub enum FPart {
    /// Text.
    Text(Span),
    /// A field.
    Field(Box<FField>),
}

/// A field of an f-string before decoding.
pub struct FField {
    span: Span,
    value: ExprId,
    /// The text of `x=`.
    debug: Option<Span>,
    conversion: Option<Conversion>,
    spec: Option<Vec<FPart>>,
}

/// An argument of a class pattern.
pub enum ClassArg {
    /// `pattern`
    Pos(PatId),
    /// `name=pattern`
    Keyword((Name, Span), PatId),
}

/// An item of a mapping pattern.
pub enum MapItem {
    /// `key: pattern`
    Pair(ExprId, PatId),
    /// `**name`
    Rest(Span, (Name, Span)),
}

impl<'s> Builder<'s> {
    /// An empty tree over a text.
    pub(super) fn new(src: &'s str, names: &'s mut Interner, error_count: &'s Cell<usize>) -> Builder<'s> {
        Builder {
            src,
            ast: Ast::default(),
            names,
            diagnostics: Vec::new(),
            covers: Vec::new(),
            errors: Vec::new(),
            error_count,
            too_deep: false,
        }
    }

    fn text(&self, l: u32, r: u32) -> &'s str {
        &self.src[l as usize..r as usize]
    }

    /// The name at a place.
    pub fn name(&mut self, l: u32, r: u32) -> (Name, Span) {
        let text = self.text(l, r);
        (self.names.intern(text), Span::new(l, r))
    }

    // expressions

    /// A node; its depth comes from its children.
    pub fn mk(&mut self, l: u32, r: u32, kind: ExprKind) -> ExprId {
        let mut depth = 0;
        kind.each_child(|c| depth = depth.max(self.ast[c].depth));
        if let ExprKind::BinOp { left, right, .. } = kind
            && let ExprKind::BinOp { .. } = self.ast[left].kind
        {
            // a left spine has no depth
            depth = (self.ast[left].depth - 1).max(self.ast[right].depth);
        }
        let span = Span::new(l, r);
        if depth >= MAX_DEPTH {
            if !self.too_deep {
                self.too_deep = true;
                self.diagnostics.push(
                    Diagnostic::syntax(span, "expression is nested too deeply")
                        .hint("give parts of it names of their own"),
                );
            }
            return self.ast.push_expr(Expr { kind: ExprKind::Error, span, depth: 1, paren: false });
        }
        self.ast.push_expr(Expr { kind, span, depth: depth + 1, paren: false })
    }

    /// A node whose parentheses are its own.
    pub fn mk_paren(&mut self, l: u32, r: u32, kind: ExprKind) -> ExprId {
        let id = self.mk(l, r, kind);
        self.paren(id)
    }

    /// Marks a node as standing in parentheses.
    pub fn paren(&mut self, id: ExprId) -> ExprId {
        self.ast[id].paren = true;
        id
    }

    /// `op operand`
    pub fn unary(&mut self, l: u32, r: u32, op: UnaryOp, operand: ExprId) -> ExprId {
        self.mk(l, r, ExprKind::UnaryOp { op, operand })
    }

    /// `left op right`
    pub fn binary(
        &mut self,
        l: u32,
        r: u32,
        op: BinOp,
        op_span: Span,
        left: ExprId,
        right: ExprId,
    ) -> ExprId {
        self.mk(l, r, ExprKind::BinOp { op, op_span, left, right })
    }

    /// `func(args)`; `open` is where the parenthesis opens.
    pub fn call(&mut self, l: u32, r: u32, func: ExprId, open: u32, args: (Vec<Arg>, bool)) -> ExprId {
        // a generator expression may use the call's parentheses as its own
        if let ([Arg::Pos(only)], false) = (&args.0[..], args.1)
            && let ExprKind::GeneratorExp { .. } = self.ast[*only].kind
            && !self.ast[*only].paren
        {
            let node = &mut self.ast[*only];
            node.span = Span::new(open, r);
            node.paren = true;
        }
        self.mk(l, r, ExprKind::Call { func, args: args.0 })
    }

    /// `name=value` as an argument.
    pub fn keyword(&mut self, l: u32, r: u32, target: ExprId, value: ExprId) -> Arg {
        let node = &self.ast[target];
        match node.kind {
            ExprKind::Name(name) if !node.paren => Arg::Keyword { name, name_span: node.span, value },
            _ => {
                forms::keyword_target(node, Span::new(l, r), &mut self.diagnostics);
                Arg::Pos(value)
            }
        }
    }

    /// An index: a lone starred one is a tuple.
    pub fn slices(&mut self, l: u32, r: u32, index: ExprId) -> ExprId {
        match self.ast[index].kind {
            ExprKind::Starred(_) => self.mk(l, r, ExprKind::Tuple(vec![index])),
            _ => index,
        }
    }

    /// `context as target` in parentheses.
    pub fn cover(&mut self, l: u32, r: u32, context: ExprId, target: ExprId) -> ExprId {
        let node = self.mk(l, r, ExprKind::Error);
        self.covers.push(Cover { node, context, target, span: Span::new(l, r) });
        node
    }

    /// `lambda params: body`
    pub fn lambda(&mut self, l: u32, r: u32, params: Vec<ParamItem>, body: ExprId) -> ExprId {
        let params = Box::new(forms::params(&params, self.names, &mut self.diagnostics));
        self.mk(l, r, ExprKind::Lambda { params, body })
    }

    /// An integer.
    pub fn int(&mut self, l: u32, r: u32) -> ExprId {
        let kind = literals::int(self.text(l, r), Span::new(l, r), &mut self.diagnostics);
        self.mk(l, r, kind)
    }

    /// A floating-point number.
    pub fn float(&mut self, l: u32, r: u32) -> ExprId {
        let kind = literals::float(self.text(l, r));
        self.mk(l, r, kind)
    }

    // strings

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
        let debug = debug_end.map(|end| Span::new(l + 1, end));
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

    // statements

    /// A statement.
    pub fn stmt(&mut self, l: u32, r: u32, kind: StmtKind) -> StmtId {
        self.ast.push_stmt(Stmt { kind, span: Span::new(l, r) })
    }

    fn end(&self, block: &[StmtId]) -> u32 {
        block.last().map_or(0, |&s| self.ast[s].span.hi)
    }

    /// A statement that ends where its last block does.
    pub fn block_stmt(&mut self, l: u32, kind: StmtKind) -> StmtId {
        let end = match &kind {
            StmtKind::If { branches, orelse } => {
                self.end(orelse).max(branches.last().map_or(0, |b| b.span.hi))
            }
            StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => {
                self.end(body).max(self.end(orelse))
            }
            StmtKind::With { body, .. } => self.end(body),
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                let handlers = handlers.last().map_or(0, |h| h.span.hi);
                self.end(body).max(handlers).max(self.end(orelse)).max(self.end(finalbody))
            }
            StmtKind::Match { subject, cases } => {
                cases.last().map_or(self.ast[*subject].span.hi, |c| c.span.hi)
            }
            StmtKind::FunctionDef(def) => self.end(&def.body),
            StmtKind::ClassDef(def) => self.end(&def.body),
            _ => l,
        };
        self.stmt(l, end.max(l), kind)
    }

    /// `if` with its `elif`s.
    pub fn if_stmt(
        &mut self,
        l: u32,
        test: ExprId,
        body: Block,
        elifs: Vec<Branch>,
        orelse: Option<Block>,
    ) -> StmtId {
        let mut branches = Vec::with_capacity(elifs.len() + 1);
        branches.push(self.branch(l, test, body));
        branches.extend(elifs);
        self.block_stmt(l, StmtKind::If { branches, orelse: orelse.unwrap_or_default() })
    }

    /// One test with its block.
    pub fn branch(&mut self, l: u32, test: ExprId, body: Block) -> Branch {
        let span = Span::new(l, self.end(&body).max(l));
        Branch { test, body, span }
    }

    /// `with`: what stands in parentheses may be the items.
    pub fn with_stmt(&mut self, l: u32, is_async: bool, items: Vec<(u32, WithItem)>, body: Block) -> StmtId {
        let items = match items[..] {
            [(at, WithItem { context, target: None })] if self.ast[context].paren => {
                self.unpack_with(at, context).unwrap_or(vec![WithItem { context, target: None }])
            }
            _ => items.into_iter().map(|(_, item)| item).collect(),
        };
        self.block_stmt(l, StmtKind::With { is_async, items, body })
    }

    fn unpack_with(&mut self, at: u32, context: ExprId) -> Option<Vec<WithItem>> {
        let node = &self.ast[context];
        let elements = match &node.kind {
            ExprKind::Tuple(elements) if node.span.lo == at && !elements.is_empty() => elements.clone(),
            ExprKind::Error => vec![context],
            _ => return None,
        };
        let plain = |id: &ExprId| match self.ast[*id].kind {
            ExprKind::Starred(_) => false,
            ExprKind::NamedExpr { .. } => self.ast[*id].paren,
            _ => true,
        };
        if !elements.iter().all(plain) {
            return None;
        }
        let items = elements.iter().map(|&id| match self.covers.iter().position(|c| c.node == id) {
            Some(i) => {
                let cover = self.covers.remove(i);
                WithItem { context: cover.context, target: Some(cover.target) }
            }
            None => WithItem { context: id, target: None },
        });
        Some(items.collect())
    }

    /// `try` with all its clauses.
    pub fn try_stmt(
        &mut self,
        l: u32,
        body: Block,
        handlers: Vec<(Handler, bool)>,
        orelse: Option<Block>,
        finalbody: Option<Block>,
    ) -> StmtId {
        // a body that the lexer put in has been reported
        let made_up = body.first().is_some_and(|&s| self.ast[s].span.is_empty());
        let has_finally = finalbody.is_some() || made_up;
        forms::handlers(&self.ast, l, &handlers, orelse.is_some(), has_finally, &mut self.diagnostics);
        let is_star = handlers.iter().any(|h| h.1);
        let handlers = handlers.into_iter().map(|h| h.0).collect();
        let (orelse, finalbody) = (orelse.unwrap_or_default(), finalbody.unwrap_or_default());
        self.block_stmt(l, StmtKind::Try { body, handlers, is_star, orelse, finalbody })
    }

    /// One `except`, with whether it is `except*`.
    pub fn handler(
        &mut self,
        l: u32,
        star: bool,
        types: Option<ExprId>,
        name: Option<(Name, Span)>,
        body: Block,
    ) -> (Handler, bool) {
        let span = Span::new(l, self.end(&body).max(l));
        (Handler { span, types, name, body }, star)
    }

    /// `def`
    #[allow(clippy::too_many_arguments)] // a definition has that many parts
    pub fn function_def(
        &mut self,
        l: u32,
        decorators: Vec<ExprId>,
        is_async: bool,
        (name, name_span): (Name, Span),
        type_params: Option<Vec<TypeParam>>,
        params: Vec<ParamItem>,
        returns: Option<ExprId>,
        body: Block,
    ) -> StmtId {
        let params = forms::params(&params, self.names, &mut self.diagnostics);
        let type_params = type_params.unwrap_or_default();
        let def = FunctionDef { is_async, decorators, name, name_span, type_params, params, returns, body };
        self.block_stmt(l, StmtKind::FunctionDef(Box::new(def)))
    }

    /// `class`
    pub fn class_def(
        &mut self,
        l: u32,
        decorators: Vec<ExprId>,
        (name, name_span): (Name, Span),
        type_params: Option<Vec<TypeParam>>,
        args: Option<(Vec<Arg>, bool)>,
        body: Block,
    ) -> StmtId {
        let args = args.map_or(Vec::new(), |a| a.0);
        let type_params = type_params.unwrap_or_default();
        let def = ClassDef { decorators, name, name_span, type_params, args, body };
        self.block_stmt(l, StmtKind::ClassDef(Box::new(def)))
    }

    fn dotted(&mut self, name: &DottedName) -> Name {
        if name.parts == 1 {
            return name.first;
        }
        // blanks and line breaks may stand around the dots
        let text: String = self.text(name.span.lo, name.span.hi).split_whitespace().collect();
        self.names.intern(&text.replace('\\', ""))
    }

    /// `a.b as c`
    pub fn dotted_alias(&mut self, dotted: DottedName, asname: Option<(Name, Span)>) -> Alias {
        let name = self.dotted(&dotted);
        let span = asname.map_or(dotted.span, |(_, s)| dotted.span.to(s));
        Alias { span, name, first: dotted.first, asname: asname.map(|a| a.0) }
    }

    /// `from … import …`
    pub fn import_from(
        &mut self,
        l: u32,
        r: u32,
        level: u32,
        module: Option<DottedName>,
        names: Vec<Alias>,
    ) -> StmtId {
        let module = module.map(|m| self.dotted(&m));
        self.stmt(l, r, StmtKind::ImportFrom(Box::new(ImportFrom { level, module, names })))
    }

    // patterns

    /// A pattern.
    pub fn pat(&mut self, l: u32, r: u32, kind: PatKind) -> PatId {
        self.ast.push_pat(Pat { kind, span: Span::new(l, r) })
    }

    fn pat_of(&mut self, e: ExprId, kind: PatKind) -> PatId {
        let span = self.ast[e].span;
        self.pat(span.lo, span.hi, kind)
    }

    fn is_wildcard(&self, name: Name) -> bool {
        self.names.get(name) == "_"
    }

    /// A literal.
    pub fn value_pat(&mut self, e: ExprId) -> PatId {
        self.pat_of(e, PatKind::Value(e))
    }

    /// `None`, `True`, `False`
    pub fn singleton_pat(&mut self, e: ExprId) -> PatId {
        self.pat_of(e, PatKind::Singleton(e))
    }

    /// A name that is bound, or a dotted one that is compared.
    pub fn name_pat(&mut self, e: ExprId) -> PatId {
        let kind = match self.ast[e].kind {
            ExprKind::Name(name) if self.is_wildcard(name) => PatKind::Wildcard,
            ExprKind::Name(name) => PatKind::Capture(name),
            _ => PatKind::Value(e),
        };
        self.pat_of(e, kind)
    }

    /// `*name`
    pub fn star_pat(&mut self, l: u32, r: u32, (name, _): (Name, Span)) -> PatId {
        let name = Some(name).filter(|&n| !self.is_wildcard(n));
        self.pat(l, r, PatKind::Star(name))
    }

    /// `pattern as name`
    pub fn as_pat(&mut self, l: u32, r: u32, pattern: PatId, target: ExprId) -> PatId {
        match self.ast[target].kind {
            ExprKind::Name(name) if !self.is_wildcard(name) => self.pat(l, r, PatKind::As { pattern, name }),
            _ => {
                forms::pattern_target(&self.ast, target, &mut self.diagnostics);
                self.pat(l, r, PatKind::Error)
            }
        }
    }

    /// `Class(…)`
    pub fn class_pat(&mut self, l: u32, r: u32, class: ExprId, items: Vec<ClassArg>) -> PatId {
        let (mut args, mut keywords) = (Vec::new(), Vec::new());
        forms::class_pattern(&self.ast, &items, &mut self.diagnostics);
        for item in items {
            match item {
                ClassArg::Pos(p) => args.push(p),
                ClassArg::Keyword((name, span), p) => keywords.push((name, span, p)),
            }
        }
        self.pat(l, r, PatKind::Class { class, args, keywords })
    }

    /// `{key: pattern, **rest}`
    pub fn mapping_pat(&mut self, l: u32, r: u32, list: Vec<MapItem>) -> PatId {
        let (mut items, mut rest) = (Vec::new(), None);
        forms::mapping_pattern(&self.ast, &list, self.names, &mut self.diagnostics);
        for item in list {
            match item {
                MapItem::Pair(key, p) => items.push((key, p)),
                MapItem::Rest(_, (name, _)) => rest = Some(name),
            }
        }
        self.pat(l, r, PatKind::Mapping { items, rest })
    }

    /// `1 + 2j`, which the language leaves out.
    pub fn complex_pat(&mut self, l: u32, r: u32, real: ExprId, _imaginary: ExprId) -> ExprId {
        self.diagnostics.push(Diagnostic::syntax(Span::new(l, r), "complex numbers are not supported"));
        real
    }

    /// One `case`.
    pub fn case(&mut self, l: u32, pattern: PatId, guard: Option<ExprId>, body: Block) -> Case {
        let span = Span::new(l, self.end(&body).max(l));
        Case { span, pattern, guard, body }
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
