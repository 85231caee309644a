//! `repr` by what a value is made of.

use crate::heap::{Header, Word};
use crate::value::number::float_text;
use crate::value::text::format::quick::Short;
use crate::value::text::{Wtf8, Wtf8Buf, repr as text_repr};
use crate::value::{
    Builtins, ByteArray, Bytes, Cell, ClassMethod, Dict, Exception, Form, Function, Generator, Kind, List,
    Method, Module, Native, Partial, Property, RangeObject, Set, StaticMethod, Str, Super, Tuple, Type,
    Value,
};
use crate::vm::{Handle, Raise, Scope, Sym, Vm};

use super::number::int_ref;

/// The flag of a container while its repr is being made, so that a container inside itself shows as dots.
const SHOWING: u8 = Header::FLAG_C;

/// How an address is shown.
fn address(v: Value<'_>) -> String {
    format!("0x{:012x}", v.word().bits())
}

impl Vm {
    /// `module.qualname` of a class, without the module for built-in ones.
    pub fn class_full_name(&self, class: &Type) -> String {
        let qualname = class.qualname.get().map(Value::from_word).and_then(|v| v.cast::<Str>());
        let qualname = qualname.map_or_else(|| class.name_text(), Str::to_text);
        match self.class_module(class) {
            Some(module) if module != "builtins" => format!("{module}.{qualname}"),
            _ => qualname,
        }
    }

    /// `__module__` of a class.
    pub fn class_module(&self, class: &Type) -> Option<String> {
        let module = class.dict().get_str(self.sym(Sym::Module), self.sym_hash(Sym::Module));
        module.and_then(|v| v.cast::<Str>()).map(Str::to_text)
    }

    /// `<module.C object at 0x…>`
    pub fn default_repr(&self, v: Value<'_>) -> String {
        format!("<{} object at {}>", self.class_full_name(self.type_of(v)), address(v))
    }

    /// A number, string, function … as text, where neither script nor an error can come up.
    fn write_simple(&self, v: Value<'_>, out: &mut Wtf8Buf) -> Result<bool, Raise> {
        if let Some(i) = v.as_small_int() {
            let mut text = Short::new();
            let _ = text.push_int(i);
            out.push_wtf8(Wtf8::new(text.as_bytes()));
        } else if let Some(b) = v.as_bool() {
            out.push_str(if b { "True" } else { "False" });
        } else if let Some(f) = v.as_float() {
            out.push_str(&float_text::repr(f));
        } else if let Some(i) = int_ref(v) {
            let text = i.to_decimal(self.int_digits()).map_err(|e| self.raise_fault(e))?;
            out.push_str(&text);
        } else if let Some(s) = v.cast::<Str>() {
            text_repr::write_repr(s.text(), out);
        } else if let Some(b) = v.cast::<Bytes>() {
            text_repr::write_repr_bytes(b.bytes(), out);
        } else if v.header().is_none() {
            out.push_str(match v {
                _ if v.is_none() => "None",
                _ if v.is(Value::ELLIPSIS) => "Ellipsis",
                _ => "NotImplemented",
            });
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Objects that say what they are and nothing of what they hold.
    fn write_opaque(&self, v: Value<'_>, out: &mut Wtf8Buf) {
        let text = |w: Value<'_>| w.cast::<Str>().map_or_else(String::new, Str::to_text);
        let at = address(v);
        let shown = match v.kind() {
            Kind::Type => match v.cast::<Type>() {
                Some(class) => format!("<class '{}'>", self.class_full_name(class)),
                None => String::new(),
            },
            Kind::Function => {
                let name = v.cast::<Function>().map_or_else(String::new, |f| text(f.qualname()));
                format!("<function {name} at {at}>")
            }
            Kind::Native => self.native_repr(v),
            Kind::Generator => match v.cast::<Generator>() {
                Some(g) => {
                    let what = match g.form {
                        Form::Generator => "generator",
                        Form::Coroutine => "coroutine",
                        Form::AsyncGenerator => "async_generator",
                    };
                    format!("<{what} object {} at {at}>", text(g.function().qualname()))
                }
                None => String::new(),
            },
            Kind::Module => self.module_text(v),
            Kind::Cell => match v.cast::<Cell>().and_then(|c| c.content.get()).map(Value::from_word) {
                Some(x) => format!("<cell at {at}: {} object at {}>", self.type_name(x), address(x)),
                None => format!("<cell at {at}: empty>"),
            },
            Kind::Super => match v.cast::<Super>().map(Super::parts) {
                Some([class, this, _]) => {
                    let name = |v: Value<'_>| v.cast::<Type>().map_or_else(String::new, Type::name_text);
                    if this.is_none() {
                        format!("<super: <class '{}'>, NULL>", name(class))
                    } else {
                        format!("<super: <class '{}'>, <{} object>>", name(class), self.type_name(this))
                    }
                }
                None => String::new(),
            },
            Kind::Property if v.is_exact(Builtins::MemberDescriptor) => match v.cast::<Property>() {
                Some(p) => {
                    let name = p.name.get().map_or_else(String::new, |w| text(Value::from_word(w)));
                    let class = p.part(3).cast::<Type>().map_or_else(String::new, Type::name_text);
                    format!("<member '{name}' of '{class}' objects>")
                }
                None => String::new(),
            },
            _ => self.default_repr(v),
        };
        out.push_str(&shown);
    }

    fn native_repr(&self, v: Value<'_>) -> String {
        let Some(native) = v.cast::<Native>() else { return String::new() };
        let name = self.native_name(native);
        let owner = native.owner.get().map(Value::from_word).and_then(|v| v.cast::<Str>()).map(Str::to_text);
        match owner {
            Some(owner) if v.is_exact(Builtins::MethodDescriptor) => {
                format!("<method '{name}' of '{owner}' objects>")
            }
            _ => format!("<built-in function {name}>"),
        }
    }

    /// `__name__` of a native.
    pub(crate) fn native_name(&self, native: &Native) -> &'static str {
        Vm::record_of(native).row.name
    }

    fn module_text(&self, v: Value<'_>) -> String {
        let Some(module) = v.cast::<Module>() else { return String::new() };
        let get = |sym: Sym| module.dict().get_str(self.sym(sym), self.sym_hash(sym));
        let text = |sym: Sym| get(sym).and_then(|v| v.cast::<Str>()).map(Str::to_text);
        let name = text(Sym::Name).unwrap_or_else(|| "?".into());
        match text(Sym::File) {
            Some(file) => format!("<module '{name}' from '{file}'>"),
            None => format!("<module '{name}' (built-in)>"),
        }
    }
}

impl Scope<'_> {
    /// Marks a container as being shown. False if it is already: then it shows as dots.
    pub fn repr_enter(&mut self, h: Handle) -> bool {
        match h.get(self).header() {
            Some(header) if header.has(SHOWING) => false,
            Some(header) => {
                header.put(SHOWING, true);
                true
            }
            None => true,
        }
    }

    /// Undoes `repr_enter`.
    pub fn repr_leave(&mut self, h: Handle) {
        if let Some(header) = h.get(self).header() {
            header.put(SHOWING, false);
        }
    }

    /// `repr(h)`, written behind a text.
    pub fn write_repr(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let v = h.get(self);
        if super::is_plain(v) {
            if self.write_simple(v, out)? {
                return Ok(());
            }
            return self.write_repr_builtin(h, out);
        }
        let mut s = self.inner();
        let result = s.nested(" while getting the repr of an object", |s| s.special(h, Sym::Repr, &[]))?;
        match result {
            Some(word) => {
                let word = s.text_told(word, true)?;
                if let Some(text) = Value::from_word(word).cast::<Str>() {
                    out.push_wtf8(text.text());
                }
                Ok(())
            }
            None => s.write_repr_builtin(h, out),
        }
    }

    /// The repr by what the value is made of, written behind a text.
    pub fn write_repr_builtin(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let v = h.get(self);
        if self.write_simple(v, out)? {
            return Ok(());
        }
        match v.kind() {
            Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::DictView => {
                self.write_container(h, out)
            }
            Kind::Range => {
                if let Some(r) = v.cast::<RangeObject>() {
                    out.push_str(&match r.step {
                        1 => format!("range({}, {})", r.start, r.stop),
                        step => format!("range({}, {}, {step})", r.start, r.stop),
                    });
                }
                Ok(())
            }
            Kind::Slice => {
                out.push_str("slice");
                let word = self.slice_tuple(h);
                let mut s = self.inner();
                let parts = s.keep_word(word);
                s.write_repr(parts, out)
            }
            Kind::ByteArray => {
                if let Some(b) = v.cast::<ByteArray>() {
                    out.push_str(&b.read(text_repr::repr_bytearray));
                }
                Ok(())
            }
            Kind::Exception => self.write_exception(h, out),
            Kind::Method => self.write_method(h, out),
            Kind::ClassMethod | Kind::StaticMethod => {
                let func = match v.cast::<ClassMethod>() {
                    Some(c) => c.func(),
                    None => v.cast::<StaticMethod>().map_or(Value::NONE, StaticMethod::func),
                };
                let word = func.word();
                out.push_str(&format!("<{}(", self.type_name(v)));
                self.write_word(word, out)?;
                out.push_str(")>");
                Ok(())
            }
            Kind::Partial => self.write_partial(h, out),
            _ => {
                self.write_opaque(v, out);
                Ok(())
            }
        }
    }

    fn write_word(&mut self, word: Word, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let mut s = self.inner();
        let h = s.keep_word(word);
        s.write_repr(h, out)
    }

    fn write_container(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        if !self.repr_enter(h) {
            let v = h.get(self);
            let dots = match v.kind() {
                Kind::List => "[...]".into(),
                Kind::Tuple => "(...)".into(),
                Kind::Dict => "{...}".into(),
                Kind::DictView => "...".into(),
                _ => format!("{}(...)", self.type_name(v)),
            };
            out.push_str(&dots);
            return Ok(());
        }
        let result = self.nested(" while getting the repr of an object", |s| match h.get(s).kind() {
            Kind::Dict => s.write_dict(h, out),
            Kind::Set => s.write_set(h, out),
            Kind::DictView => s.write_view(h, out),
            _ => s.write_sequence(h, out),
        });
        self.repr_leave(h);
        result
    }

    fn write_sequence(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let item = self.root();
        let tuple = h.cast::<Tuple>(self).is_some();
        out.push_str(if tuple { "(" } else { "[" });
        let mut n = 0;
        loop {
            let v = h.get(self);
            let next = match v.cast::<List>() {
                Some(list) => list.get(n),
                None => v.cast::<Tuple>().and_then(|t| t.items().get(n).copied()),
            };
            let Some(word) = next.map(Value::word) else { break };
            if n > 0 {
                out.push_str(", ");
            }
            self.set_word(item, word);
            self.write_repr(item, out)?;
            n += 1;
        }
        out.push_str(match (tuple, n) {
            (true, 1) => ",)",
            (true, _) => ")",
            (false, _) => "]",
        });
        Ok(())
    }

    fn write_dict(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let (key, value) = (self.root(), self.root());
        out.push_str("{");
        let (mut at, mut first) = (0, true);
        while let Some((i, k, v)) =
            h.cast::<Dict>(self).and_then(|d| d.next_from(at)).map(|(i, k, v)| (i, k.word(), v.word()))
        {
            if !std::mem::take(&mut first) {
                out.push_str(", ");
            }
            at = i + 1;
            self.set_word(key, k);
            self.set_word(value, v);
            self.write_repr(key, out)?;
            out.push_str(": ");
            self.write_repr(value, out)?;
        }
        out.push_str("}");
        Ok(())
    }

    fn write_set(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let v = h.get(self);
        let name = self.type_name(v);
        let items: Vec<Word> =
            v.cast::<Set>().map_or_else(Vec::new, |s| s.to_vec().into_iter().map(Value::word).collect());
        if items.is_empty() {
            out.push_str(&format!("{name}()"));
            return Ok(());
        }
        // only a set proper shows in braces alone
        let plain = v.is_exact(Builtins::Set);
        // a copy keeps the items alive while script may change the set
        let word = List::from_words(&self.heap, &items).value().word();
        let list = self.keep_word(word);
        if !plain {
            out.push_str(&format!("{name}("));
        }
        out.push_str("{");
        self.write_items(list, out)?;
        out.push_str(if plain { "}" } else { "})" });
        Ok(())
    }

    fn write_view(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let name = self.type_name(h.get(self));
        let list = self.list_of(h)?;
        out.push_str(&format!("{name}(["));
        self.write_items(list, out)?;
        out.push_str("])");
        Ok(())
    }

    fn write_items(&mut self, list: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let mut first = true;
        self.for_each(list, |s, item| {
            if !std::mem::take(&mut first) {
                out.push_str(", ");
            }
            s.write_repr(item, out)?;
            Ok(true)
        })
    }

    fn write_exception(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let v = h.get(self);
        out.push_str(&self.type_name(v));
        let args = v.cast::<Exception>().and_then(|e| e.args.get()).unwrap_or(Word::NONE);
        let mut s = self.inner();
        let args = s.keep_word(args);
        let n = args.cast::<Tuple>(&s).map_or(0, Tuple::len);
        if n == 1 {
            out.push_str("(");
            s.write_items_of_tuple(args, out)?;
            out.push_str(")");
            return Ok(());
        }
        if n == 0 {
            out.push_str("()");
            return Ok(());
        }
        s.write_repr(args, out)
    }

    fn write_items_of_tuple(&mut self, tuple: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        self.nested(" while getting the repr of an object", |s| s.write_items(tuple, out))
    }

    fn write_method(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        let Some((func, this)) = h.cast::<Method>(self).map(|m| (m.func(), m.this())) else { return Ok(()) };
        if let Some(native) = func.cast::<Native>() {
            let (name, class) = (self.native_name(native), self.type_name(this));
            out.push_str(&format!("<built-in method {name} of {class} object at {}>", address(this)));
            return Ok(());
        }
        let name = match func.cast::<Function>() {
            Some(f) => f.qualname().cast::<Str>().map_or_else(String::new, Str::to_text),
            None => self.type_name(func),
        };
        let this = this.word();
        out.push_str(&format!("<bound method {name} of "));
        self.write_word(this, out)?;
        out.push_str(">");
        Ok(())
    }

    fn write_partial(&mut self, h: Handle, out: &mut Wtf8Buf) -> Result<(), Raise> {
        if !self.repr_enter(h) {
            out.push_str("...");
            return Ok(());
        }
        let result = self.nested(" while getting the repr of an object", |s| {
            let Some(p) = h.cast::<Partial>(s) else { return Ok(()) };
            let parts = [&p.func, &p.args, &p.keywords].map(|x| x.get().unwrap_or(Word::NONE));
            let class = s.class_full_name(s.type_of(h.get(s)));
            let [func, args, keywords] = parts.map(|w| s.keep_word(w));
            out.push_str(&format!("{class}("));
            s.write_repr(func, out)?;
            if args.cast::<Tuple>(s).is_some() {
                s.for_each(args, |s, item| {
                    out.push_str(", ");
                    s.write_repr(item, out)?;
                    Ok(true)
                })?;
            }
            let (key, value) = (s.root(), s.root());
            let mut at = 0;
            while let Some((i, k, v)) = keywords
                .cast::<Dict>(s)
                .and_then(|d| d.next_from(at))
                .map(|(i, k, v)| (i, k.word(), v.word()))
            {
                at = i + 1;
                s.set_word(key, k);
                s.set_word(value, v);
                out.push_str(", ");
                let name = s.str_text(key)?;
                out.push_wtf8(name.as_wtf8());
                out.push_str("=");
                s.write_repr(value, out)?;
            }
            out.push_str(")");
            Ok(())
        });
        self.repr_leave(h);
        result
    }

    /// `repr(h)` as text.
    pub fn repr_text(&mut self, h: Handle) -> Result<Wtf8Buf, Raise> {
        let mut out = Wtf8Buf::new();
        self.write_repr(h, &mut out)?;
        Ok(out)
    }

    /// `repr(h)`
    pub fn repr(&mut self, h: Handle) -> Result<Handle, Raise> {
        let text = self.repr_text(h)?;
        Ok(self.keep(|vm| vm.str_wtf8(text.as_wtf8())))
    }

    /// The repr by what the value is made of, for the special methods of built-in classes.
    pub fn repr_builtin(&mut self, h: Handle) -> Result<Handle, Raise> {
        let mut out = Wtf8Buf::new();
        self.write_repr_builtin(h, &mut out)?;
        Ok(self.keep(|vm| vm.str_wtf8(out.as_wtf8())))
    }

    /// `ascii(h)`
    pub fn ascii(&mut self, h: Handle) -> Result<Handle, Raise> {
        let text = self.repr_text(h)?;
        let plain = text_repr::ascii_of_repr(Wtf8::from(&text));
        Ok(self.keep(|vm| vm.str_wtf8(plain.as_wtf8())))
    }
}
