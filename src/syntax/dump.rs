//! Tokens and trees as compact text, for people and for snapshots.

use super::ast::*;
use super::lexer::lex;
use super::token::Tok;
use crate::source::{Interner, Name, SourceFile};
use std::fmt::Write;

/// The tokens of a file, a line each: place, kind, text.
pub fn dump_tokens(file: &SourceFile) -> String {
    let mut out = String::new();
    for t in lex(file).tokens {
        let at = file.line_col(t.lo);
        let text = if t.kind.is_layout() { "" } else { &file.text()[t.lo as usize..t.hi as usize] };
        let _ = write!(out, "{}:{} {:?}", at.line, at.col, t.kind);
        let fixed =
            matches!(t.kind, Tok::Name | Tok::Int | Tok::Float | Tok::Str | Tok::FStart | Tok::FMiddle);
        if fixed || (!t.kind.is_layout() && !t.kind.is_keyword()) {
            let _ = write!(out, " {text:?}");
        }
        out.push('\n');
    }
    out
}

/// A tree, a node or a field each line, indented by depth.
pub fn dump_ast(ast: &Ast, names: &Interner) -> String {
    let mut d = Dump { ast, names, out: String::new(), depth: 0 };
    for &s in &ast.body {
        d.stmt(s);
    }
    d.out
}

struct Dump<'a> {
    ast: &'a Ast,
    names: &'a Interner,
    out: String,
    depth: usize,
}

impl<'a> Dump<'a> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn inside(&mut self, f: impl FnOnce(&mut Self)) {
        self.depth += 1;
        f(self);
        self.depth -= 1;
    }

    fn name(&self, name: Name) -> &'a str {
        self.names.get(name)
    }

    fn under(&mut self, label: &str, ids: &[ExprId]) {
        if !ids.is_empty() {
            self.line(label);
            self.inside(|d| ids.iter().for_each(|&e| d.expr(e)));
        }
    }

    fn optional(&mut self, label: &str, id: Option<ExprId>) {
        self.under(label, id.as_slice());
    }

    fn block(&mut self, label: &str, block: &[StmtId]) {
        if !block.is_empty() {
            self.line(label);
            self.inside(|d| block.iter().for_each(|&s| d.stmt(s)));
        }
    }

    fn joined(&self, list: &[(Name, crate::source::Span)]) -> String {
        list.iter().map(|&(n, _)| self.name(n)).collect::<Vec<_>>().join(" ")
    }

    fn alias(&self, alias: &Alias) -> String {
        match alias.asname {
            Some(n) => format!("{} as {}", self.name(alias.name), self.name(n)),
            None => self.name(alias.name).to_string(),
        }
    }

    fn stmt(&mut self, id: StmtId) {
        let ast = self.ast;
        let stmt = &ast[id];
        let at = |what: &str| format!("{what} {:?}", stmt.span);
        let is = |a: bool| if a { "async " } else { "" };
        match &stmt.kind {
            StmtKind::Expr(e) => {
                self.line(&at("Expr"));
                self.inside(|d| d.expr(*e));
            }
            StmtKind::Assign { targets, value } => {
                self.line(&at("Assign"));
                self.inside(|d| {
                    targets.iter().for_each(|&t| d.expr(t));
                    d.under("=", &[*value]);
                });
            }
            StmtKind::AugAssign { target, op, value, .. } => {
                self.line(&at(&format!("AugAssign {}=", op.text())));
                self.inside(|d| {
                    d.expr(*target);
                    d.expr(*value);
                });
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                self.line(&at("AnnAssign"));
                self.inside(|d| {
                    d.expr(*target);
                    d.under(":", &[*annotation]);
                    d.optional("=", *value);
                });
            }
            StmtKind::Del(targets) => {
                self.line(&at("Del"));
                self.inside(|d| targets.iter().for_each(|&t| d.expr(t)));
            }
            StmtKind::Pass => self.line(&at("Pass")),
            StmtKind::Break => self.line(&at("Break")),
            StmtKind::Continue => self.line(&at("Continue")),
            StmtKind::Error => self.line(&at("Error")),
            StmtKind::Assert { test, message } => {
                self.line(&at("Assert"));
                self.inside(|d| {
                    d.expr(*test);
                    d.optional("message", *message);
                });
            }
            StmtKind::If { branches, orelse } => {
                self.line(&at("If"));
                self.inside(|d| {
                    for b in branches {
                        d.under("test", &[b.test]);
                        d.block("then", &b.body);
                    }
                    d.block("else", orelse);
                });
            }
            StmtKind::While { test, body, orelse } => {
                self.line(&at("While"));
                self.inside(|d| {
                    d.expr(*test);
                    d.block("do", body);
                    d.block("else", orelse);
                });
            }
            StmtKind::For { is_async, target, iter, body, orelse } => {
                self.line(&at(&format!("{}For", is(*is_async))));
                self.inside(|d| {
                    d.expr(*target);
                    d.under("in", &[*iter]);
                    d.block("do", body);
                    d.block("else", orelse);
                });
            }
            StmtKind::With { is_async, items, body } => {
                self.line(&at(&format!("{}With", is(*is_async))));
                self.inside(|d| {
                    for item in items {
                        d.expr(item.context);
                        d.optional("as", item.target);
                    }
                    d.block("do", body);
                });
            }
            StmtKind::Try { body, handlers, is_star, orelse, finalbody } => {
                self.line(&at("Try"));
                self.inside(|d| {
                    d.block("do", body);
                    for h in handlers {
                        let name = h.name.map_or(String::new(), |(n, _)| format!(" as {}", d.name(n)));
                        d.line(&format!("except{}{name}", if *is_star { "*" } else { "" }));
                        d.inside(|d| {
                            h.types.iter().for_each(|&t| d.expr(t));
                            d.block("do", &h.body);
                        });
                    }
                    d.block("else", orelse);
                    d.block("finally", finalbody);
                });
            }
            StmtKind::Match { subject, cases } => {
                self.line(&at("Match"));
                self.inside(|d| {
                    d.expr(*subject);
                    for case in cases {
                        d.line("case");
                        d.inside(|d| {
                            d.pat(case.pattern);
                            d.optional("if", case.guard);
                            d.block("do", &case.body);
                        });
                    }
                });
            }
            StmtKind::FunctionDef(def) => {
                self.line(&at(&format!("{}FunctionDef {}", is(def.is_async), self.name(def.name))));
                self.inside(|d| {
                    d.under("@", &def.decorators);
                    d.type_params(&def.type_params);
                    d.params(&def.params);
                    d.optional("->", def.returns);
                    d.block("do", &def.body);
                });
            }
            StmtKind::ClassDef(def) => {
                self.line(&at(&format!("ClassDef {}", self.name(def.name))));
                self.inside(|d| {
                    d.under("@", &def.decorators);
                    d.type_params(&def.type_params);
                    d.args(&def.args);
                    d.block("do", &def.body);
                });
            }
            StmtKind::Global(names) => self.line(&at(&format!("Global {}", self.joined(names)))),
            StmtKind::Nonlocal(names) => self.line(&at(&format!("Nonlocal {}", self.joined(names)))),
            StmtKind::Import(list) => {
                let list: Vec<_> = list.iter().map(|a| self.alias(a)).collect();
                self.line(&at(&format!("Import {}", list.join(", "))));
            }
            StmtKind::ImportFrom(import) => {
                let list: Vec<_> = import.names.iter().map(|a| self.alias(a)).collect();
                let list = if list.is_empty() { "*".to_string() } else { list.join(", ") };
                let dots = ".".repeat(import.level as usize);
                let module = import.module.map_or("", |m| self.name(m));
                self.line(&at(&format!("ImportFrom {dots}{module}: {list}")));
            }
            StmtKind::TypeAlias { name, type_params, value, .. } => {
                self.line(&at(&format!("TypeAlias {}", self.name(*name))));
                self.inside(|d| {
                    d.type_params(type_params);
                    d.expr(*value);
                });
            }
            StmtKind::Return(value) => {
                self.line(&at("Return"));
                self.inside(|d| value.iter().for_each(|&v| d.expr(v)));
            }
            StmtKind::Raise { exc, cause } => {
                self.line(&at("Raise"));
                self.inside(|d| {
                    exc.iter().for_each(|&e| d.expr(e));
                    d.optional("from", *cause);
                });
            }
        }
    }

    fn type_params(&mut self, params: &[TypeParam]) {
        for p in params {
            self.line(&format!("{:?} {}", p.kind, self.name(p.name)));
            self.inside(|d| {
                d.optional(":", p.bound);
                d.optional("=", p.default);
            });
        }
    }

    fn params(&mut self, params: &Params) {
        let kinds: [(&str, &[Param]); 5] = [
            ("posonly", &params.posonly),
            ("param", &params.args),
            ("*param", params.vararg.as_slice()),
            ("kwonly", &params.kwonly),
            ("**param", params.kwarg.as_slice()),
        ];
        for (kind, list) in kinds {
            for p in list {
                self.line(&format!("{kind} {}", self.name(p.name)));
                self.inside(|d| {
                    d.optional(":", p.annotation);
                    d.optional("=", p.default);
                });
            }
        }
    }

    fn args(&mut self, args: &[Arg]) {
        for arg in args {
            match arg {
                Arg::Pos(e) => self.under("arg", &[*e]),
                Arg::Star(e) => self.under("*arg", &[*e]),
                Arg::DoubleStar(e) => self.under("**arg", &[*e]),
                Arg::Keyword { name, value, .. } => self.under(&format!("{}=", self.name(*name)), &[*value]),
            }
        }
    }

    fn gens(&mut self, gens: &[Comprehension]) {
        for g in gens {
            self.line(if g.is_async { "async for" } else { "for" });
            self.inside(|d| {
                d.expr(g.target);
                d.under("in", &[g.iter]);
                d.under("if", &g.ifs);
            });
        }
    }

    fn parts(&mut self, parts: &[StrPart]) {
        for part in parts {
            match part {
                StrPart::Text(text) => self.line(&format!("text {}", quoted(text))),
                StrPart::Field(field) => {
                    let how = field.conversion.map_or(String::new(), |c| format!(" {c:?}"));
                    self.line(&format!("field{how} {:?}", field.span));
                    self.inside(|d| {
                        d.expr(field.value);
                        if field.has_spec {
                            d.line("spec");
                            d.inside(|d| d.parts(&field.spec));
                        }
                    });
                }
            }
        }
    }

    fn expr(&mut self, id: ExprId) {
        let ast = self.ast;
        let node = &ast[id];
        let paren = if node.paren { " ()" } else { "" };
        let head = self.head(&node.kind);
        self.line(&format!("{head}{paren} {:?}", node.span));
        self.depth += 1;
        match &node.kind {
            ExprKind::BinOp { .. } => {
                // a left spine may be long: its operands in order, each with the operator before it
                let (first, steps) = ast.bin_spine(id);
                self.expr(first);
                for step in steps {
                    let (op, span) = (step.op.text(), ast[step.node].span);
                    self.under(&format!("{op} {span:?}"), &[step.right]);
                }
            }
            ExprKind::Compare { left, rest } => {
                self.expr(*left);
                for &(op, e) in rest {
                    self.under(op.text(), &[e]);
                }
            }
            ExprKind::Call { func, args } => {
                self.expr(*func);
                self.args(args);
            }
            ExprKind::JoinedStr(parts) => self.parts(parts),
            ExprKind::Dict(items) => {
                for &(key, value) in items {
                    match key {
                        Some(key) => {
                            self.under("key", &[key]);
                            self.under("value", &[value]);
                        }
                        None => self.under("**", &[value]),
                    }
                }
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional("lower", *lower);
                self.optional("upper", *upper);
                self.optional("step", *step);
            }
            ExprKind::Lambda { params, body } => {
                self.params(params);
                self.under("result", &[*body]);
            }
            ExprKind::IfExp { test, then, orelse } => {
                self.under("then", &[*then]);
                self.under("if", &[*test]);
                self.under("else", &[*orelse]);
            }
            ExprKind::ListComp { elt, gens }
            | ExprKind::SetComp { elt, gens }
            | ExprKind::GeneratorExp { elt, gens } => {
                self.expr(*elt);
                self.gens(gens);
            }
            ExprKind::DictComp { key, value, gens } => {
                self.under("key", &[*key]);
                self.under("value", &[*value]);
                self.gens(gens);
            }
            kind => {
                let mut children = Vec::new();
                kind.each_child(|c| children.push(c));
                children.into_iter().for_each(|c| self.expr(c));
            }
        }
        self.depth -= 1;
    }

    fn head(&self, kind: &ExprKind) -> String {
        use ExprKind::*;
        match kind {
            Name(n) => format!("Name {}", self.name(*n)),
            Int(n) => format!("Int {n}"),
            BigInt(b) => format!("BigInt {} base {}", b.digits, b.radix),
            Float(x) => format!("Float {x:?}"),
            Str(s) => format!("Str {}", quoted(s)),
            Bytes(b) => format!("Bytes {}", b.escape_ascii()),
            Bool(b) => format!("Bool {b}"),
            None => "None".into(),
            Ellipsis => "Ellipsis".into(),
            JoinedStr(_) => "JoinedStr".into(),
            BinOp { .. } => "BinOp".into(),
            UnaryOp { op, .. } => format!("UnaryOp {}", op.text()),
            BoolOp { op, .. } => format!("BoolOp {op:?}"),
            Compare { .. } => "Compare".into(),
            Call { .. } => "Call".into(),
            Attribute { name, .. } => format!("Attribute .{}", self.name(*name)),
            Subscript { .. } => "Subscript".into(),
            Slice { .. } => "Slice".into(),
            Starred(_) => "Starred".into(),
            List(_) => "List".into(),
            Tuple(_) => "Tuple".into(),
            Set(_) => "Set".into(),
            Dict(_) => "Dict".into(),
            ListComp { .. } => "ListComp".into(),
            SetComp { .. } => "SetComp".into(),
            DictComp { .. } => "DictComp".into(),
            GeneratorExp { .. } => "GeneratorExp".into(),
            Lambda { .. } => "Lambda".into(),
            IfExp { .. } => "IfExp".into(),
            NamedExpr { .. } => "NamedExpr".into(),
            Await(_) => "Await".into(),
            Yield(_) => "Yield".into(),
            YieldFrom(_) => "YieldFrom".into(),
            Error => "Error".into(),
        }
    }

    fn pat(&mut self, id: PatId) {
        let ast = self.ast;
        let pat = &ast[id];
        let at = |what: &str| format!("{what} {:?}", pat.span);
        match &pat.kind {
            PatKind::Value(e) => {
                self.line(&at("Value"));
                self.inside(|d| d.expr(*e));
            }
            PatKind::Singleton(e) => {
                self.line(&at("Singleton"));
                self.inside(|d| d.expr(*e));
            }
            PatKind::Wildcard => self.line(&at("Wildcard")),
            PatKind::Error => self.line(&at("Error")),
            PatKind::Capture(name) => self.line(&at(&format!("Capture {}", self.name(*name)))),
            PatKind::Star(name) => self.line(&at(&format!("Star {}", name.map_or("_", |n| self.name(n))))),
            PatKind::Sequence(items) => {
                self.line(&at("Sequence"));
                self.inside(|d| items.iter().for_each(|&p| d.pat(p)));
            }
            PatKind::Or(items) => {
                self.line(&at("Or"));
                self.inside(|d| items.iter().for_each(|&p| d.pat(p)));
            }
            PatKind::As { pattern, name } => {
                self.line(&at(&format!("As {}", self.name(*name))));
                self.inside(|d| d.pat(*pattern));
            }
            PatKind::Mapping { items, rest } => {
                self.line(&at("Mapping"));
                self.inside(|d| {
                    for &(key, p) in items {
                        d.under("key", &[key]);
                        d.inside(|d| d.pat(p));
                    }
                    if let Some(rest) = rest {
                        d.line(&format!("**{}", d.name(*rest)));
                    }
                });
            }
            PatKind::Class { class, args, keywords } => {
                self.line(&at("Class"));
                self.inside(|d| {
                    d.expr(*class);
                    args.iter().for_each(|&p| d.pat(p));
                    for &(name, _, p) in keywords {
                        d.line(&format!("{}=", d.name(name)));
                        d.inside(|d| d.pat(p));
                    }
                });
            }
        }
    }
}

/// Text between quotes; bytes that are not UTF-8 (lone surrogates) as escapes.
fn quoted(text: &[u8]) -> String {
    match std::str::from_utf8(text) {
        Ok(text) => format!("{text:?}"),
        Err(_) => format!("\"{}\"", text.escape_ascii()),
    }
}
