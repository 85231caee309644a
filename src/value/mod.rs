//! `Value` and the layout of every built-in type, with the operations that never run script.
//!
//! An object is a `#[repr(C)]` struct that begins with a heap `Header`. References between objects are
//! `Word`s in `Slot`s; what natives hold is `Value<'h>` or `&'h List` and the like, borrowed from the machine:
//! `'h` ends where script may run or a collection may happen.

#[macro_use]
mod object;

mod bytes;
mod callable;
mod class;
mod descriptor;
mod dict;
mod dict_entries;
mod dict_index;
mod exception;
mod future;
mod generator;
mod instance;
mod int;
mod iterator;
mod kept;
mod kind;
mod linked;
mod list;
mod module;
mod opaque;
mod set;
mod shape;
mod string;
mod string_make;
mod tuple;
#[allow(clippy::module_inception)]
mod value;

pub mod fault;
pub mod number;
pub mod text;

pub use bytes::{ByteArray, Bytes};
pub use callable::{Cell, Function, Method, Native, Partial};
pub use class::{Layout, Type, TypeFlags};
pub use descriptor::{ClassMethod, Property, StaticMethod, Super};
pub(crate) use dict::Places as DictPlaces;
pub use dict::{Dict, Probe};
pub use exception::{Exception, TraceEntry, TraceMark, Traceback};
pub use future::{Future, FutureState, Site, Task, WaitKind};
pub(crate) use generator::at as generator_at;
pub use generator::{Form, GenState, Generator};
pub use instance::{Attrs, Instance};
pub use int::{FloatObject, IntObject};
pub use iterator::{DictView, DictViewKind, Iter, IterState};
pub use kept::{Kept, Tagged};
pub use kind::{KINDS, Kind};
pub use linked::{Cache, GlobalRef, Linked};
pub(crate) use linked::{Counts, Parts};
pub use list::List;
pub use module::Module;
pub use object::Builtins;
pub use opaque::{NativeData, Opaque, Typed};
pub use set::Set;
pub use shape::{MAX_SHAPED, ShapeId, ShapeInfo, Shapes};
pub(crate) use string::at as string_at;
pub use string::{Str, StrBuf};
pub use tuple::{RangeObject, SliceObject, Tuple};
pub use value::Value;
