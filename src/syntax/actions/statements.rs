//! Statements.

use super::{Builder, DottedName, ParamItem};
use crate::source::{Name, Span};
use crate::syntax::ast::*;
use crate::syntax::validate::forms;

impl Builder<'_> {
    /// A statement.
    pub fn stmt(&mut self, l: u32, r: u32, kind: StmtKind) -> StmtId {
        self.ast.push_stmt(Stmt { kind, span: Span::new(l, r) })
    }

    pub(super) fn end(&self, block: &[StmtId]) -> u32 {
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
        let item = |&id: &ExprId| match self.covers.iter().position(|c| c.node == id) {
            Some(i) => {
                let cover = self.covers.remove(i);
                // nothing refers to the node any more
                self.ast[id].kind = ExprKind::None;
                WithItem { context: cover.context, target: Some(cover.target) }
            }
            None => WithItem { context: id, target: None },
        };
        Some(elements.iter().map(item).collect())
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
}
