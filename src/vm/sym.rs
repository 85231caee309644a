//! Names the machine itself looks up, interned once per machine.

macro_rules! symbols {
    ($($name:ident $text:literal;)+) => {
        /// A name known to the machine.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        #[allow(missing_docs)]
        pub enum Sym { $($name,)+ }

        impl Sym {
            /// All of them in the order of their numbers.
            pub const ALL: &'static [Sym] = &[$(Sym::$name),+];

            /// The text.
            pub const fn text(self) -> &'static str {
                match self { $(Sym::$name => $text),+ }
            }
        }
    };
}

symbols! {
    Init "__init__"; New "__new__"; Call "__call__"; Repr "__repr__"; Str "__str__"; Format "__format__";
    Bytes "__bytes__"; Hash "__hash__"; Bool "__bool__"; Len "__len__"; LengthHint "__length_hint__";
    Iter "__iter__"; Next "__next__"; Reversed "__reversed__"; Contains "__contains__";
    GetItem "__getitem__"; SetItem "__setitem__"; DelItem "__delitem__"; Missing "__missing__";
    GetAttribute "__getattribute__"; GetAttr "__getattr__"; SetAttr "__setattr__"; DelAttr "__delattr__";
    Get "__get__"; Set "__set__"; Delete "__delete__"; SetName "__set_name__";
    Enter "__enter__"; Exit "__exit__"; AEnter "__aenter__"; AExit "__aexit__";
    Await "__await__"; AIter "__aiter__"; ANext "__anext__";
    Eq "__eq__"; Ne "__ne__"; Lt "__lt__"; Le "__le__"; Gt "__gt__"; Ge "__ge__";
    Add "__add__"; RAdd "__radd__"; IAdd "__iadd__"; Sub "__sub__"; RSub "__rsub__"; ISub "__isub__";
    Mul "__mul__"; RMul "__rmul__"; IMul "__imul__"; TrueDiv "__truediv__"; RTrueDiv "__rtruediv__";
    ITrueDiv "__itruediv__"; FloorDiv "__floordiv__"; RFloorDiv "__rfloordiv__"; IFloorDiv "__ifloordiv__";
    Mod "__mod__"; RMod "__rmod__"; IMod "__imod__"; DivMod "__divmod__"; RDivMod "__rdivmod__";
    Pow "__pow__"; RPow "__rpow__"; IPow "__ipow__"; MatMul "__matmul__"; RMatMul "__rmatmul__";
    IMatMul "__imatmul__"; LShift "__lshift__"; RLShift "__rlshift__"; ILShift "__ilshift__";
    RShift "__rshift__"; RRShift "__rrshift__"; IRShift "__irshift__"; And "__and__"; RAnd "__rand__";
    IAnd "__iand__"; Or "__or__"; ROr "__ror__"; IOr "__ior__"; Xor "__xor__"; RXor "__rxor__"; IXor "__ixor__";
    Neg "__neg__"; Pos "__pos__"; Invert "__invert__"; Abs "__abs__"; Int "__int__"; Float "__float__";
    Index "__index__"; Round "__round__"; Trunc "__trunc__"; Floor "__floor__"; Ceil "__ceil__";
    Class "__class__"; Dict "__dict__"; Doc "__doc__"; Name "__name__"; QualName "__qualname__";
    Module "__module__"; Annotations "__annotations__"; Slots "__slots__"; Bases "__bases__"; Mro "__mro__";
    ClassCell "__classcell__"; InitSubclass "__init_subclass__"; ClassGetItem "__class_getitem__";
    SubclassCheck "__subclasscheck__"; InstanceCheck "__instancecheck__"; SubclassHook "__subclasshook__";
    Prepare "__prepare__"; MroEntries "__mro_entries__"; MatchArgs "__match_args__"; AbstractMethods "__abstractmethods__";
    IsAbstract "__isabstractmethod__"; Dir "__dir__"; Cause "__cause__"; Context "__context__";
    SuppressContext "__suppress_context__"; Traceback "__traceback__"; Notes "__notes__"; Args "args";
    File "__file__"; Path "__path__"; Package "__package__"; All "__all__"; Builtins "__builtins__";
    Main "__main__"; Defaults "__defaults__"; KwDefaults "__kwdefaults__"; Closure "__closure__"; Code "__code__";
    Globals "__globals__"; Func "__func__"; Self_ "__self__"; Wrapped "__wrapped__"; TypeParams "__type_params__";
    Send "send"; Throw "throw"; Close "close"; ASend "asend"; AThrow "athrow"; AClose "aclose";
    Keys "keys"; Value "value"; Code_ "code"; Message "message"; Exceptions "exceptions"; Errno "errno";
    Filename "filename"; StrError "strerror"; Msg "msg"; Self0 "self"; Obj "obj"; SetStr "__setstate__"; Sizeof "__sizeof__";
    Metaclass "metaclass"; OfName "name"; Del "__del__"; Weakref "__weakref__"; Copy "__copy__"; DeepCopy "__deepcopy__"; Reduce "__reduce__";
    OrigBases "__orig_bases__"; Origin "__origin__"; TypeArgs "__args__"; Debug "__debug__"; Spec "__spec__"; Loader "__loader__";
}
