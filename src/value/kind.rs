//! Kinds of objects: the numbers in headers, and the heap's table of them.

use super::*;
use crate::heap::{KindInfo, kind_info};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident = $type:ty;)+) => {
        /// What kind of object a header belongs to.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Kind {
            /// A cell without an object.
            Free = 0,
            $($(#[doc = $doc])+ $name,)+
        }

        /// The heap's table of kinds, in the order of [`Kind`].
        pub static KINDS: &[KindInfo] = &[
            KindInfo { name: "free", trace: trace_nothing, drop: None },
            $(kind_info::<$type>(stringify!($name)),)+
        ];

        impl Kind {
            const ALL: &'static [Kind] = &[Kind::Free, $(Kind::$name),+];

            /// The kind with this number.
            #[inline(always)]
            pub fn from_u8(n: u8) -> Kind {
                Kind::ALL.get(n as usize).copied().unwrap_or(Kind::Free)
            }
        }
    };
}

unsafe fn trace_nothing(_: *const crate::heap::Header, _: &mut crate::heap::Tracer) -> usize {
    0
}

kinds! {
    /// A string.
    Str = Str;
    /// The growable buffer behind strings built by appending.
    StrBuf = StrBuf;
    /// Immutable bytes.
    Bytes = Bytes;
    /// Mutable bytes.
    ByteArray = ByteArray;
    /// An int beyond 48 bits, or of a subclass of int.
    Int = IntObject;
    /// A float of a subclass of float.
    Float = FloatObject;
    /// A list.
    List = List;
    /// A tuple.
    Tuple = Tuple;
    /// A dict.
    Dict = Dict;
    /// A set or frozenset.
    Set = Set;
    /// A range.
    Range = RangeObject;
    /// A slice.
    Slice = SliceObject;
    /// A variable shared by a function and those inside it.
    Cell = Cell;
    /// A script function.
    Function = Function;
    /// A native function.
    Native = Native;
    /// A bound method.
    Method = Method;
    /// `functools.partial`
    Partial = Partial;
    /// A class.
    Type = Type;
    /// A module.
    Module = Module;
    /// An instance of a script class.
    Instance = Instance;
    /// Attributes that do not fit in their object.
    Attrs = Attrs;
    /// An exception.
    Exception = Exception;
    /// A traceback.
    Traceback = Traceback;
    /// A generator, coroutine or async generator.
    Generator = Generator;
    /// A property.
    Property = Property;
    /// A classmethod.
    ClassMethod = ClassMethod;
    /// A staticmethod.
    StaticMethod = StaticMethod;
    /// A `super` object.
    Super = Super;
    /// An iterator of a built-in type.
    Iter = Iter;
    /// `dict.keys()`, `.values()`, `.items()`
    DictView = DictView;
    /// A future.
    Future = Future;
    /// A task.
    Task = Task;
    /// An object of a native module.
    Opaque = Opaque;
}
