//! The syntax tree: nodes in arenas, named by small ids.
//!
//! An id is the node's index plus one, so `Option<ExprId>` costs nothing and a side table is a plain `Vec`
//! (`id.index()`). Dropping a tree never recurses. A visitor may recurse: [`Expr::depth`] never exceeds
//! [`MAX_DEPTH`], statements nest at most as deep as indentation may, patterns as deep as brackets may.
//! One thing has no depth: the left spine of binary operators (`a + b + c …`), which must be walked in a loop
//! ([`Ast::bin_spine`]).

mod expr;
mod pat;
mod stmt;

pub use expr::*;
pub use pat::*;
pub use stmt::*;

use crate::source::Span;
use std::num::NonZeroU32;

/// The deepest nesting of expressions (left spines of binary operators do not count).
pub const MAX_DEPTH: u16 = 1000;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident of $node:ident in $arena:ident, $push:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $id(NonZeroU32);

        impl $id {
            /// The node's place in its arena, from 0.
            pub fn index(self) -> usize {
                self.0.get() as usize - 1
            }
        }

        impl std::ops::Index<$id> for Ast {
            type Output = $node;
            fn index(&self, id: $id) -> &$node {
                &self.$arena[id.index()]
            }
        }

        impl std::ops::IndexMut<$id> for Ast {
            fn index_mut(&mut self, id: $id) -> &mut $node {
                &mut self.$arena[id.index()]
            }
        }

        impl Ast {
            /// Adds a node.
            pub fn $push(&mut self, node: $node) -> $id {
                self.$arena.push(node);
                // a node takes at least one byte of a source of fewer than 2^32 bytes, or two at most share one
                $id(NonZeroU32::new(self.$arena.len() as u32).unwrap_or(NonZeroU32::MAX))
            }
        }
    )*};
}

ids! {
    /// An expression.
    ExprId of Expr in exprs, push_expr;
    /// A statement.
    StmtId of Stmt in stmts, push_stmt;
    /// A pattern of a `case`.
    PatId of Pat in pats, push_pat;
}

/// A list of statements.
pub type Block = Vec<StmtId>;

/// A whole program.
#[derive(Default, Debug, Clone)]
pub struct Ast {
    /// All expressions.
    pub exprs: Vec<Expr>,
    /// All statements.
    pub stmts: Vec<Stmt>,
    /// All patterns.
    pub pats: Vec<Pat>,
    /// The program's statements in order.
    pub body: Block,
}

/// One step of a left spine of binary operators: the node itself, and what it adds to its left operand.
#[derive(Clone, Copy, Debug)]
pub struct SpineStep {
    /// The `BinOp` node.
    pub node: ExprId,
    /// Its operator.
    pub op: BinOp,
    /// Where the operator stands.
    pub op_span: Span,
    /// Its right operand.
    pub right: ExprId,
}

impl Ast {
    /// Takes a spine of binary operators apart: the leftmost operand, then the steps in order of evaluation.
    /// For any other expression: itself and no steps.
    pub fn bin_spine(&self, id: ExprId) -> (ExprId, Vec<SpineStep>) {
        let mut steps = Vec::new();
        let mut at = id;
        while let ExprKind::BinOp { op, op_span, left, right } = self[at].kind {
            steps.push(SpineStep { node: at, op, op_span, right });
            at = left;
        }
        steps.reverse();
        (at, steps)
    }

    /// The docstring of a block: the text of a first statement that is nothing but a plain string.
    pub fn docstring(&self, block: &[StmtId]) -> Option<&[u8]> {
        let StmtKind::Expr(e) = self[*block.first()?].kind else { return None };
        match &self[e].kind {
            ExprKind::Str(text) => Some(text),
            _ => None,
        }
    }
}
