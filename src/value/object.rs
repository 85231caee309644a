//! The macro that makes a struct an object of the heap, and the numbers of built-in classes.

/// Implements `Object` for a type: its kind, and what it traces.
macro_rules! object {
    ($type:ident, $kind:ident, |$this:ident, $tracer:ident| $body:expr) => {
        // SAFETY: repr(C) with a Header of this kind first; the body reports every word
        unsafe impl crate::heap::Object for $type {
            const KIND: u8 = crate::value::Kind::$kind as u8;
            fn trace(&self, $tracer: &mut crate::heap::Tracer) -> usize {
                let $this = self;
                $body
            }
        }
        object!(@as $type);
    };
    ($type:ident, $kind:ident, |$this:ident, $tracer:ident| $body:expr, size $size:expr) => {
        // SAFETY: repr(C) with a Header of this kind first; the body reports every word
        unsafe impl crate::heap::Object for $type {
            const KIND: u8 = crate::value::Kind::$kind as u8;
            fn trace(&self, $tracer: &mut crate::heap::Tracer) -> usize {
                let $this = self;
                $body
            }
            fn cell_size(&self) -> usize {
                let $this = self;
                $size
            }
        }
        object!(@as $type);
    };
    (@as $type:ident) => {
        impl $type {
            /// The object's header.
            #[inline(always)]
            pub fn header(&self) -> &crate::heap::Header {
                &self.header
            }
            /// The object as a value.
            #[inline(always)]
            pub fn value(&self) -> crate::value::Value<'_> {
                crate::value::Value::from_word(self.header.word())
            }
        }
        impl<'h> From<&'h $type> for crate::value::Value<'h> {
            #[inline(always)]
            fn from(object: &'h $type) -> Self {
                crate::value::Value::from_word(object.header.word())
            }
        }
    };
}

macro_rules! builtins {
    ($($(#[doc = $doc:literal])* $name:ident $text:literal;)+) => {
        /// Built-in classes. The number is also the shape id of their objects without attributes of their own.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u32)]
        #[allow(missing_docs)]
        pub enum Builtins { $($(#[doc = $doc])* $name,)+ }

        impl Builtins {
            /// All of them in the order of their numbers.
            pub const ALL: &'static [Builtins] = &[$(Builtins::$name),+];

            /// `__name__` of the class.
            pub const fn name(self) -> &'static str {
                match self { $(Builtins::$name => $text),+ }
            }
        }
    };
}

builtins! {
    Object "object"; Type "type"; NoneType "NoneType"; Bool "bool"; Int "int"; Float "float"; Str "str";
    Bytes "bytes"; ByteArray "bytearray"; List "list"; Tuple "tuple"; Dict "dict"; Set "set";
    FrozenSet "frozenset"; Range "range"; Slice "slice"; Ellipsis "ellipsis";
    NotImplemented "NotImplementedType"; Function "function"; Native "builtin_function_or_method";
    Method "method"; Partial "partial"; Module "module"; Generator "generator"; Coroutine "coroutine";
    AsyncGenerator "async_generator"; Property "property"; ClassMethod "classmethod";
    StaticMethod "staticmethod"; Super "super"; Cell "cell"; Traceback "traceback";
    ListIter "list_iterator"; TupleIter "tuple_iterator"; StrIter "str_ascii_iterator"; BytesIter "bytes_iterator";
    RangeIter "range_iterator"; DictKeyIter "dict_keyiterator"; DictValueIter "dict_valueiterator";
    DictItemIter "dict_itemiterator"; SetIter "set_iterator"; SeqIter "iterator"; CallIter "callable_iterator";
    Enumerate "enumerate"; Zip "zip"; Map "map"; Filter "filter"; Reversed "reversed";
    DictKeys "dict_keys"; DictValues "dict_values"; DictItems "dict_items";
    AsyncGenSend "async_generator_asend"; AsyncGenThrow "async_generator_athrow";
    Future "Future"; Task "Task"; Suspension "Suspension"; Internal "internal"; MethodDescriptor "method_descriptor";
    GenericAlias "GenericAlias"; Union "UnionType"; TypeVar "TypeVar"; TypeAlias "TypeAliasType"; MemoryView "memoryview";
    SimpleNamespace "SimpleNamespace"; MappingProxy "mappingproxy"; CoroutineWrapper "coroutine_wrapper";
    MemberDescriptor "member_descriptor"; ListReverseIter "list_reverseiterator";
    DictReverseKeyIter "dict_reversekeyiterator"; DictReverseValueIter "dict_reversevalueiterator";
    DictReverseItemIter "dict_reverseitemiterator"; LongRangeIter "longrange_iterator"; WideStrIter "str_iterator";
    TextFile "TextIOWrapper"; FileReader "BufferedReader"; FileWriter "BufferedWriter"; FileRandom "BufferedRandom"; Last "last";
}

/// Where a word lies among those of a value, which are all initialised: how vectors and boxes are laid out is for machine
/// code to be looked at.
pub(super) fn place<T>(of: &T, word: usize) -> i32 {
    let words = std::ptr::from_ref(of).cast::<usize>();
    // SAFETY: within the value
    let at = (0..size_of::<T>() / 8).find(|i| unsafe { *words.add(*i) } == word);
    at.expect("words of a vector") as i32 * 8
}
