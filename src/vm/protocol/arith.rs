//! Arithmetic: dispatch between the operands' classes, and what built-in kinds do.

use crate::heap::Word;
use crate::value::number::{IntRef, float_ops, int_ops, limbs};
use crate::value::{Builtins, ByteArray, Bytes, Dict, Kind, List, Set, Value};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::number::int_ref;
use super::sequence::repeats;
use super::{BinaryOp, UnaryOp, is_plain};

impl Vm {
    /// `a op b`
    pub(crate) fn binary_word(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Word, Raise> {
        match self.binary_opt(op, a, b)? {
            Some(word) => Ok(word),
            None => Err(self.bad_operands(op, op.text(), a, b)),
        }
    }

    /// `a op b`; none if neither operand's class knows how.
    fn binary_opt(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Option<Word>, Raise> {
        let (x, y) = (a.get(self), b.get(self));
        let (plain_x, plain_y) = (is_plain(x), is_plain(y));
        if plain_x && plain_y {
            return self.binary_builtin(op, a, b);
        }
        let (method, reflected, _) = op.methods();
        let (cx, cy) = (self.type_of(x), self.type_of(y));
        let same_class = std::ptr::eq(cx, cy);
        let mut tried = false;
        if !same_class && !plain_y && cy.is_subclass_of(cx) {
            let theirs = self.lookup_special(y, reflected).map(Value::word);
            let ours = self.lookup_special(x, reflected).map(Value::word);
            if theirs.is_some() && theirs != ours {
                tried = true;
                if let Some(r) = self.ask(b, reflected, a)? {
                    return Ok(Some(r));
                }
            }
        }
        let own = !plain_x && self.lookup_special(a.get(self), method).is_some();
        if own {
            if let Some(r) = self.ask(a, method, b)? {
                return Ok(Some(r));
            }
        } else if let Some(r) = self.number_builtin(op, a, b)? {
            return Ok(Some(r));
        }
        if !same_class
            && !plain_y
            && !tried
            && let Some(r) = self.ask(b, reflected, a)?
        {
            return Ok(Some(r));
        }
        // joining and repeating come last, so that a class on the right can take part with its own method
        if !own {
            return self.binary_builtin(op, a, b);
        }
        let y = b.get(self);
        // what a number of a subclass has refused may suit the other's class
        if is_plain(y)
            && let Some(word) = self.number_builtin(op, a, b)?
        {
            return Ok(Some(word));
        }
        let y = b.get(self);
        if op == BinaryOp::Mul && repeats(y) && is_plain(y) && !repeats(a.get(self)) {
            let mut s = self.scope();
            return if s.index_opt(a)?.is_some() { s.times(b, a) } else { Ok(None) };
        }
        Ok(None)
    }

    /// `a op b` after the left operand's own method gave NotImplemented, where the right one has no say; after the
    /// method that assigns (`was_in_place`) the plain operator is tried first.
    pub(crate) fn binary_refused(
        &mut self,
        op: BinaryOp,
        inplace: bool,
        was_in_place: bool,
        a: Handle,
        b: Handle,
    ) -> Result<Word, Raise> {
        let again = if was_in_place {
            self.binary_opt(op, a, b)?
        } else if is_plain(b.get(self)) {
            self.number_builtin(op, a, b)?
        } else {
            None
        };
        if let Some(word) = again {
            return Ok(word);
        }
        let text = if inplace { op.inplace_text() } else { op.text().to_owned() };
        Err(self.bad_operands(op, &text, a, b))
    }

    /// Calls a special method with one argument; none if there is no such method or it gives NotImplemented.
    fn ask(&mut self, object: Handle, method: Sym, other: Handle) -> Result<Option<Word>, Raise> {
        let r = self.special(object, method, &[other])?;
        Ok(r.filter(|r| *r != Word::NOT_IMPLEMENTED))
    }

    /// TypeError of operands that do not go together.
    pub(crate) fn bad_operands(&self, op: BinaryOp, text: &str, a: Handle, b: Handle) -> Raise {
        let (x, y) = (a.get(self), b.get(self));
        let (cx, cy) = (self.type_name(x), self.type_name(y));
        match op {
            BinaryOp::Add => match x.kind() {
                Kind::Str | Kind::List | Kind::Tuple => {
                    let base = match x.kind() {
                        Kind::Str => "str",
                        Kind::List => "list",
                        _ => "tuple",
                    };
                    return self
                        .type_error(format_args!("can only concatenate {base} (not \"{cy}\") to {base}"));
                }
                Kind::Bytes | Kind::ByteArray => {
                    return self.type_error(format_args!("can't concat {cy} to {cx}"));
                }
                _ => {}
            },
            BinaryOp::Mul if repeats(x) => {
                return self.type_error(format_args!("can't multiply sequence by non-int of type '{cy}'"));
            }
            BinaryOp::Mul if repeats(y) => {
                return self.type_error(format_args!("can't multiply sequence by non-int of type '{cx}'"));
            }
            _ => {}
        }
        self.type_error(format_args!("unsupported operand type(s) for {text}: '{cx}' and '{cy}'"))
    }

    /// `a op b` by what the operands are made of; none for NotImplemented.
    pub(crate) fn binary_builtin(
        &mut self,
        op: BinaryOp,
        a: Handle,
        b: Handle,
    ) -> Result<Option<Word>, Raise> {
        if let Some(word) = self.number_builtin(op, a, b)? {
            return Ok(Some(word));
        }
        let (x, y) = (a.get(self), b.get(self));
        match op {
            BinaryOp::Add => self.concat(x, y),
            BinaryOp::Mul if repeats(x) => self.scope().times(a, b),
            BinaryOp::Mul if repeats(y) => self.scope().times(b, a),
            BinaryOp::Mod if matches!(x.kind(), Kind::Str | Kind::Bytes | Kind::ByteArray) => {
                self.scope().percent(a, b).map(Some)
            }
            BinaryOp::Or if x.cast::<Dict>().is_some() && y.cast::<Dict>().is_some() => {
                let mut s = self.scope();
                let d = s.dict_of(a)?;
                s.dict_update(d, b)?;
                Ok(Some(d.get(&s).word()))
            }
            BinaryOp::Or | BinaryOp::And | BinaryOp::Xor | BinaryOp::Sub => {
                self.scope().combine_sets(op, a, b)
            }
            _ => Ok(None),
        }
    }

    /// `a op b` of two numbers; none if they are not.
    fn number_builtin(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Option<Word>, Raise> {
        self.numbers(op, a.get(self), b.get(self))
    }

    /// The same of values. Nothing runs.
    #[inline]
    pub(crate) fn numbers(&self, op: BinaryOp, x: Value<'_>, y: Value<'_>) -> Result<Option<Word>, Raise> {
        if let (Some(f), Some(g)) = (x.word().as_float(), y.word().as_float())
            && let Some(result) = op.of_floats(f, g)
        {
            return Ok(Some(Word::float(result)));
        }
        if let Some(word) = self.quick_ints(op, x.word(), y.word()) {
            return Ok(Some(word));
        }
        let as_float = |v: Value<'_>| match v.as_float() {
            Some(f) => Some(Ok(f)),
            None => int_ref(v).map(IntRef::to_f64),
        };
        if x.as_float().is_some() || y.as_float().is_some() {
            let (Some(f), Some(g)) = (as_float(x), as_float(y)) else { return Ok(None) };
            let f = f.map_err(|e| self.raise_fault(e))?;
            let g = g.map_err(|e| self.raise_fault(e))?;
            return self.floats(op, f, g);
        }
        match (int_ref(x), int_ref(y)) {
            (Some(i), Some(j)) => self.ints(op, i, j),
            _ => Ok(None),
        }
    }

    fn floats(&self, op: BinaryOp, f: f64, g: f64) -> Result<Option<Word>, Raise> {
        let result = match op {
            BinaryOp::Add => Ok(f + g),
            BinaryOp::Sub => Ok(f - g),
            BinaryOp::Mul => Ok(f * g),
            BinaryOp::Div => float_ops::true_div(f, g),
            BinaryOp::FloorDiv => float_ops::floor_div(f, g),
            BinaryOp::Mod => float_ops::modulo(f, g),
            BinaryOp::Pow => float_ops::power(f, g),
            BinaryOp::DivMod => {
                let (q, r) = float_ops::div_mod(f, g).map_err(|e| self.raise_fault(e))?;
                return Ok(Some(self.tuple(&[Value::float(q), Value::float(r)]).word()));
            }
            _ => return Ok(None),
        };
        let result = result.map_err(|e| self.raise_fault(e))?;
        Ok(Some(Word::float(result)))
    }

    /// `a op= b`
    pub(crate) fn inplace_word(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Word, Raise> {
        if !is_plain(a.get(self)) {
            let (_, _, method) = op.methods();
            if let Some(r) = self.ask(a, method, b)? {
                return Ok(r);
            }
        }
        if let Some(r) = self.inplace_builtin(op, a, b)? {
            return Ok(r);
        }
        match self.binary_opt(op, a, b)? {
            Some(word) => Ok(word),
            None => Err(self.bad_operands(op, &op.inplace_text(), a, b)),
        }
    }

    /// `a op= b` where what `a` is made of changes in place; none if it does not.
    pub(crate) fn inplace_builtin(
        &mut self,
        op: BinaryOp,
        a: Handle,
        b: Handle,
    ) -> Result<Option<Word>, Raise> {
        let mut s = self.scope();
        let kind = a.get(&s).kind();
        match (kind, op) {
            (Kind::List, BinaryOp::Add) => s.extend_list(a, b)?,
            (Kind::ByteArray, BinaryOp::Add) => {
                if let (Some(array), Some(more)) = (a.cast::<ByteArray>(&s), b.cast::<Bytes>(&s)) {
                    array.write(|x| x.extend_from_slice(more.bytes()));
                    return Ok(Some(a.get(&s).word()));
                }
                let Some(more) = s.bytes_like(b.get(&s)) else { return Ok(None) };
                if let Some(array) = a.cast::<ByteArray>(&s) {
                    array.write(|x| x.extend(more));
                }
            }
            (Kind::List | Kind::ByteArray, BinaryOp::Mul) => {
                let Some(word) = s.times(a, b)? else { return Ok(None) };
                let r = s.keep_word(word);
                if let (Some(x), Some(y)) = (a.cast::<List>(&s), r.cast::<List>(&s)) {
                    x.take_from(y);
                }
                if let (Some(x), Some(y)) = (a.cast::<ByteArray>(&s), r.cast::<ByteArray>(&s)) {
                    let new = y.read(<[u8]>::to_vec);
                    x.write(|x| *x = new);
                }
            }
            (Kind::Dict, BinaryOp::Or) => s.dict_update(a, b)?,
            (Kind::Set, BinaryOp::Or | BinaryOp::And | BinaryOp::Xor | BinaryOp::Sub)
                if a.cast::<Set>(&s).is_some_and(|x| !x.is_frozen()) && b.cast::<Set>(&s).is_some() =>
            {
                s.change_set(op, a, b)?;
            }
            _ => return Ok(None),
        }
        Ok(Some(a.get(&s).word()))
    }

    /// `op a`
    pub(crate) fn unary_word(&mut self, op: UnaryOp, a: Handle) -> Result<Word, Raise> {
        if !is_plain(a.get(self))
            && let Some(r) = self.special(a, op.method(), &[])?
        {
            return Ok(r);
        }
        match self.unary_builtin(op, a.get(self)) {
            Some(word) => Ok(word),
            None => {
                let name = self.type_name(a.get(self));
                Err(self.type_error(format_args!("bad operand type for unary {}: '{name}'", op.text())))
            }
        }
    }

    /// `op a` by what the operand is made of.
    pub(crate) fn unary_builtin(&self, op: UnaryOp, a: Value<'_>) -> Option<Word> {
        if let Some(f) = a.as_float() {
            return match op {
                UnaryOp::Neg => Some(Word::float(-f)),
                UnaryOp::Pos => Some(Word::float(f)),
                UnaryOp::Invert => None,
            };
        }
        Some(match (op, int_ref(a)?) {
            (UnaryOp::Neg, IntRef::Small(i)) if i != i64::MIN => self.int(-i).word(),
            (UnaryOp::Neg, i) => i.with_limbs(|i| i.negated().copied(&self.heap)),
            (UnaryOp::Pos, i) => {
                if a.is_exact(Builtins::Int) {
                    return Some(a.word());
                }
                i.with_limbs(|i| i.copied(&self.heap))
            }
            (UnaryOp::Invert, IntRef::Small(i)) => self.int(!i).word(),
            (UnaryOp::Invert, i) => i.with_limbs(|i| limbs::invert(&self.heap, i)),
        })
    }

    /// `abs(a)` by what the operand is made of.
    pub(crate) fn abs_builtin(&self, a: Value<'_>) -> Option<Word> {
        if let Some(f) = a.as_float() {
            return Some(Word::float(f.abs()));
        }
        let i = int_ref(a)?;
        self.unary_builtin(if i.is_negative() { UnaryOp::Neg } else { UnaryOp::Pos }, a)
    }
}

impl Scope<'_> {
    /// `a op b`
    pub fn binary(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let word = self.binary_word(op, a, b)?;
        Ok(self.keep_word(word))
    }

    /// `a op= b`
    pub fn inplace(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let word = self.inplace_word(op, a, b)?;
        Ok(self.keep_word(word))
    }

    /// `op a`
    pub fn unary(&mut self, op: UnaryOp, a: Handle) -> Result<Handle, Raise> {
        let word = self.unary_word(op, a)?;
        Ok(self.keep_word(word))
    }

    /// `abs(a)`
    pub fn abs(&mut self, a: Handle) -> Result<Handle, Raise> {
        if !is_plain(a.get(self))
            && let Some(r) = self.special_kept(a, Sym::Abs, &[])?
        {
            return Ok(r);
        }
        match self.abs_builtin(a.get(self)) {
            Some(word) => Ok(self.keep_word(word)),
            None => {
                let name = self.type_name(a.get(self));
                Err(self.type_error(format_args!("bad operand type for abs(): '{name}'")))
            }
        }
    }

    /// `a op b` by what the operands are made of; NotImplemented where they do not go together. For the special
    /// methods of built-in classes.
    pub fn binary_native(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let word = self.binary_builtin(op, a, b)?.unwrap_or(Word::NOT_IMPLEMENTED);
        Ok(self.keep_word(word))
    }

    /// `a op= b` by what `a` is made of; NotImplemented where it does not change in place.
    pub fn inplace_native(&mut self, op: BinaryOp, a: Handle, b: Handle) -> Result<Handle, Raise> {
        let word = self.inplace_builtin(op, a, b)?.unwrap_or(Word::NOT_IMPLEMENTED);
        Ok(self.keep_word(word))
    }

    /// `pow(a, b, m)` of three numbers.
    pub fn power(&mut self, a: Handle, b: Handle, m: Handle) -> Result<Handle, Raise> {
        if m.get(self).is_none() {
            return self.binary(BinaryOp::Pow, a, b);
        }
        if !is_plain(a.get(self))
            && let Some(r) = self.special_kept(a, Sym::Pow, &[b, m])?
            && r.get(self).word() != Word::NOT_IMPLEMENTED
        {
            return Ok(r);
        }
        let (x, y, z) = (a.get(self), b.get(self), m.get(self));
        match (int_ref(x), int_ref(y), int_ref(z)) {
            (Some(i), Some(j), Some(k)) => {
                let n = int_ops::power_mod(i, j, k).map_err(|e| self.raise_fault(e))?;
                let word = self.int_word(n);
                Ok(self.keep_word(word))
            }
            _ if [x, y, z].iter().all(|v| int_ref(*v).is_some() || v.as_float().is_some()) => {
                Err(self.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
            }
            _ => {
                let [x, y, z] = [x, y, z].map(|v| self.type_name(v));
                Err(self.type_error(format_args!(
                    "unsupported operand type(s) for ** or pow(): '{x}', '{y}', '{z}'"
                )))
            }
        }
    }

    /// A sequence repeated; none if the count is no int.
    fn times(&mut self, sequence: Handle, count: Handle) -> Result<Option<Word>, Raise> {
        match self.sequence_index_overflow(count)? {
            Some(n) => self.repeat(sequence.get(self), n),
            None => Ok(None),
        }
    }

    fn sequence_index_overflow(&mut self, count: Handle) -> Result<Option<i64>, Raise> {
        if let Some(n) = count.get(self).as_i64() {
            return Ok(Some(n));
        }
        let mut s = self.inner();
        let Some(i) = s.index_opt(count)? else { return Ok(None) };
        s.index(i).map(Some)
    }
}
