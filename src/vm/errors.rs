//! The built-in exception classes, and raising them.

use std::fmt::{self, Display, Write};

use super::{Raise, Vm};
use crate::value::fault::{ErrKind, PyErr};
use crate::value::{Exception, Layout, Tuple, Type, Value};

macro_rules! exceptions {
    ($($name:ident: $($base:ident)?;)+) => {
        /// The built-in exception classes.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        #[allow(missing_docs)]
        pub enum Exc { $($name,)+ }

        impl Exc {
            /// All of them, bases before the classes derived from them.
            pub const ALL: &'static [Exc] = &[$(Exc::$name),+];

            /// `__name__` of the class.
            pub const fn name(self) -> &'static str {
                match self { $(Exc::$name => stringify!($name)),+ }
            }

            /// The base class; none for BaseException.
            pub const fn base(self) -> Option<Exc> {
                match self { $(Exc::$name => exceptions!(@base $($base)?)),+ }
            }
        }
    };
    (@base $base:ident) => { Some(Exc::$base) };
    (@base) => { None };
}

exceptions! {
    BaseException: ; Exception: BaseException; GeneratorExit: BaseException; KeyboardInterrupt: BaseException;
    SystemExit: BaseException; BaseExceptionGroup: BaseException; CancelledError: BaseException;
    ArithmeticError: Exception; FloatingPointError: ArithmeticError; OverflowError: ArithmeticError;
    ZeroDivisionError: ArithmeticError; AssertionError: Exception; AttributeError: Exception;
    BufferError: Exception; EOFError: Exception; ImportError: Exception; ModuleNotFoundError: ImportError;
    LookupError: Exception; IndexError: LookupError; KeyError: LookupError; MemoryError: Exception;
    NameError: Exception; UnboundLocalError: NameError; OSError: Exception; BlockingIOError: OSError;
    ChildProcessError: OSError; ConnectionError: OSError; BrokenPipeError: ConnectionError;
    ConnectionAbortedError: ConnectionError; ConnectionRefusedError: ConnectionError;
    ConnectionResetError: ConnectionError; FileExistsError: OSError; FileNotFoundError: OSError;
    InterruptedError: OSError; IsADirectoryError: OSError; NotADirectoryError: OSError;
    PermissionError: OSError; ProcessLookupError: OSError; TimeoutError: OSError; ReferenceError: Exception;
    RuntimeError: Exception; NotImplementedError: RuntimeError; PythonFinalizationError: RuntimeError;
    RecursionError: RuntimeError; StopAsyncIteration: Exception; StopIteration: Exception;
    SyntaxError: Exception; IndentationError: SyntaxError; TabError: IndentationError; SystemError: Exception;
    TypeError: Exception; ValueError: Exception; UnicodeError: ValueError; UnicodeDecodeError: UnicodeError;
    UnicodeEncodeError: UnicodeError; UnicodeTranslateError: UnicodeError; ExceptionGroup: BaseExceptionGroup;
    Warning: Exception; BytesWarning: Warning; DeprecationWarning: Warning; EncodingWarning: Warning;
    FutureWarning: Warning; ImportWarning: Warning; PendingDeprecationWarning: Warning; ResourceWarning: Warning;
    RuntimeWarning: Warning; SyntaxWarning: Warning; UnicodeWarning: Warning; UserWarning: Warning;
    InvalidStateError: Exception; UnsupportedOperation: OSError;
}

impl Exc {
    /// Whether the class is a builtin name. (Others belong to asyncio and io.)
    pub const fn is_builtin_name(self) -> bool {
        !matches!(self, Exc::CancelledError | Exc::InvalidStateError | Exc::UnsupportedOperation)
    }
}

/// The longest message that is put together without a block of memory.
const LINE: usize = 120;

/// A short message as it is put together.
struct Line {
    text: [u8; LINE],
    n: usize,
}

impl Write for Line {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        let room = self.text.get_mut(self.n..self.n + s.len()).ok_or(fmt::Error)?;
        room.copy_from_slice(s.as_bytes());
        self.n += s.len();
        Ok(())
    }
}

impl Vm {
    /// The class of a built-in exception.
    pub fn exc_class(&self, exc: Exc) -> &Type {
        let word = self.exc_classes[exc as usize].get().expect("made when the machine is");
        Value::from_word(word).cast::<Type>().expect("a class")
    }

    /// A new exception of a built-in class with one string as its argument.
    pub fn new_exception(&self, exc: Exc, message: impl Display) -> &Exception {
        let mut line = Line { text: [0; LINE], n: 0 };
        let text = match write!(line, "{message}") {
            Ok(()) if line.text[..line.n].is_ascii() => {
                crate::value::Str::ascii(&self.heap, &line.text[..line.n]).value()
            }
            _ => self.str(&message.to_string()),
        };
        self.new_exception_with(exc, &[text])
    }

    /// A new exception of a built-in class with these arguments.
    pub fn new_exception_with(&self, exc: Exc, args: &[Value<'_>]) -> &Exception {
        let args = Tuple::new(&self.heap, args);
        let class = self.exc_class(exc);
        debug_assert!(class.layout.get() == Layout::Exception);
        Exception::new(&self.heap, class, args)
    }

    /// Raises an exception object: it is parked in the machine, and `Raise` says so. The exception now handled
    /// becomes its context.
    pub fn raise_value(&self, exception: Value<'_>) -> Raise {
        if let Some(e) = exception.cast::<Exception>() {
            self.link_context(e);
        }
        self.exc.set(Some(exception.word()));
        Raise::parked()
    }

    /// Raises an exception object as it is, without touching its context.
    pub fn raise_again(&self, exception: Value<'_>) -> Raise {
        self.exc.set(Some(exception.word()));
        Raise::parked()
    }

    /// Makes the handled exception the context of `e`, taking care that no cycle arises.
    pub(super) fn link_context(&self, e: &Exception) {
        let Some(handled) = self.handling.get() else { return };
        if handled == e.header().word() || e.context.get() == Some(handled) {
            return;
        }
        // cut the chain of contexts where it comes back to e
        let mut at = Value::from_word(handled).cast::<Exception>();
        let mut left = 10_000;
        while let Some(x) = at {
            let next = x.context.get();
            if next == Some(e.header().word()) {
                x.context.set(x.header(), None);
                break;
            }
            left -= 1;
            at = if left == 0 { None } else { next.and_then(|w| Value::from_word(w).cast::<Exception>()) };
        }
        e.context.set(e.header(), Some(handled));
    }

    /// Raises a built-in exception with a message.
    #[cold]
    pub fn raise(&self, exc: Exc, message: impl Display) -> Raise {
        self.raise_value(self.new_exception(exc, message).value())
    }

    /// Raises a built-in exception with these arguments.
    #[cold]
    pub fn raise_with(&self, exc: Exc, args: &[Value<'_>]) -> Raise {
        self.raise_value(self.new_exception_with(exc, args).value())
    }

    /// TypeError.
    #[cold]
    pub fn type_error(&self, message: impl Display) -> Raise {
        self.raise(Exc::TypeError, message)
    }

    /// ValueError.
    #[cold]
    pub fn value_error(&self, message: impl Display) -> Raise {
        self.raise(Exc::ValueError, message)
    }

    /// IndexError.
    #[cold]
    pub fn index_error(&self, message: impl Display) -> Raise {
        self.raise(Exc::IndexError, message)
    }

    /// RuntimeError.
    #[cold]
    pub fn runtime_error(&self, message: impl Display) -> Raise {
        self.raise(Exc::RuntimeError, message)
    }

    /// OverflowError.
    #[cold]
    pub fn overflow_error(&self, message: impl Display) -> Raise {
        self.raise(Exc::OverflowError, message)
    }

    /// KeyError of a key.
    #[cold]
    pub fn key_error(&self, key: Value<'_>) -> Raise {
        self.raise_with(Exc::KeyError, &[key])
    }

    /// StopIteration, with the generator's return value if it is not None.
    #[cold]
    pub fn stop_iteration(&self, value: Value<'_>) -> Raise {
        if value.is_none() {
            self.raise_with(Exc::StopIteration, &[])
        } else {
            self.raise_with(Exc::StopIteration, &[value])
        }
    }

    /// AttributeError worded as for a missing attribute of an object.
    #[cold]
    pub fn no_attribute(&self, object: Value<'_>, name: &str) -> Raise {
        let e = if let Some(class) = object.cast::<Type>() {
            let class = class.name_text();
            self.missing_attribute(format_args!("type object '{class}' has no attribute '{name}'"))
        } else if let Some(m) = object.cast::<crate::value::Module>() {
            let module = m.dict().get_str(self.sym(super::Sym::Name), self.sym_hash(super::Sym::Name));
            let module =
                module.and_then(|v| v.cast::<crate::value::Str>()).map_or("?".into(), |s| s.to_text());
            if m.is_initializing() {
                self.missing_attribute(format_args!(
                    "partially initialized module '{module}' has no attribute '{name}' (most likely due to a circular import)"
                ))
            } else {
                self.missing_attribute(format_args!("module '{module}' has no attribute '{name}'"))
            }
        } else {
            let class = self.type_name(object);
            self.missing_attribute(format_args!("'{class}' object has no attribute '{name}'"))
        };
        self.set_exception_symbol(e, super::Sym::OfName, self.str(name));
        self.set_exception_symbol(e, super::Sym::Obj, object);
        self.raise_value(e.value())
    }

    fn missing_attribute(&self, message: fmt::Arguments<'_>) -> &Exception {
        self.new_exception(Exc::AttributeError, message)
    }

    /// The exception that a pure operation's error stands for.
    #[cold]
    pub fn raise_fault(&self, fault: PyErr) -> Raise {
        let exc = match fault.kind {
            ErrKind::Value => Exc::ValueError,
            ErrKind::Type => Exc::TypeError,
            ErrKind::Overflow => Exc::OverflowError,
            ErrKind::ZeroDivision => Exc::ZeroDivisionError,
            ErrKind::Index => Exc::IndexError,
            ErrKind::Key => Exc::KeyError,
            ErrKind::Lookup => Exc::LookupError,
            ErrKind::Memory => Exc::MemoryError,
        };
        self.raise(exc, fault.message)
    }

    /// Takes the exception that a `Raise` has parked.
    pub fn take_exception(&self, _: Raise) -> Value<'_> {
        let word = self.exc.take().expect("a Raise exists only while an exception is parked");
        Value::from_word(word)
    }

    /// The parked exception.
    pub fn pending(&self, _: &Raise) -> Value<'_> {
        Value::from_word(self.exc.get().expect("a Raise exists only while an exception is parked"))
    }

    /// Whether the parked exception is of a built-in class (or one derived from it).
    pub fn pending_is(&self, raise: &Raise, exc: Exc) -> bool {
        self.is_instance(self.pending(raise), self.exc_class(exc))
    }
}
