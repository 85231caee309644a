//! THE instruction table. Each row gives an operation, its operands and its effect; the enum, the mnemonics,
//! the listing, the verifier and the search for jump targets all come from it.
//!
//! Notation: `R[a]` is the register named by field a; `K` constants, `N` names, `unset` the zero word.
//! Jump offsets count from the next instruction. Registers of temporaries follow stack discipline: everything
//! live at an instruction that calls lies below the call's window.

use super::Operand::{self, *};

/// How an instruction passes control on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Cannot raise, goes on to the next instruction.
    Plain,
    /// May raise or call script; needs a source position.
    Raises,
    /// May raise or suspend the frame.
    Suspends,
    /// Jumps, perhaps; may raise.
    Branches,
    /// Never goes on to the next instruction.
    Ends,
    /// Used by the machine only; the compiler never emits it.
    Internal,
}

macro_rules! instructions {
    ($($(#[doc = $doc:literal])+ $op:ident $name:literal [$a:expr, $b:expr, $c:expr] $effect:ident;)+) => {
        /// The operations.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum Op { $($(#[doc = $doc])+ $op,)+ }

        impl Op {
            /// All operations in the order of their numbers.
            pub const ALL: &'static [Op] = &[$(Op::$op),+];

            /// The mnemonic in listings.
            pub const fn mnemonic(self) -> &'static str {
                match self { $(Op::$op => $name),+ }
            }

            /// The meaning of the fields a, b, c.
            pub const fn operands(self) -> [Operand; 3] {
                match self { $(Op::$op => [$a, $b, $c]),+ }
            }

            /// How control goes on.
            pub const fn effect(self) -> Effect {
                match self { $(Op::$op => Effect::$effect),+ }
            }
        }
    };
}

impl Op {
    /// The flag of a `Format` whose result is a part of a `BuildStr`.
    pub const FORMAT_PART: u16 = 8;

    /// The operation with this number; unknown numbers give `Nop`.
    #[inline(always)]
    pub fn from_u16(number: u16) -> Op {
        Op::ALL.get(number as usize).copied().unwrap_or(Op::Nop)
    }
}

instructions! {
    /// Nothing.
    Nop "nop" [No, No, No] Plain;
    /// R[a] = R[b]
    Move "move" [Dst, Src, No] Plain;
    /// R[a] = K[bc]
    LoadK "loadk" [Dst, ConstWide, No] Plain;
    /// R[a] = the small int bc (signed)
    LoadI "loadi" [Dst, Jump32, No] Plain;
    /// R[a] = unset
    Unset "unset" [Dst, No, No] Plain;
    /// Raise UnboundLocalError for the name N[b] if R[a] is unset.
    Check "check" [Src, Name, No] Raises;

    /// R[a] = the global or builtin N[bc]; NameError
    GetG "getg" [Dst, NameWide, No] Raises;
    /// Global N[bc] = R[a]
    SetG "setg" [Src, NameWide, No] Plain;
    /// Delete the global N[bc]; NameError
    DelG "delg" [No, NameWide, No] Raises;
    /// Class body: if the namespace R[0] has N[b], R[a] = it and the next instruction is skipped.
    GetName "getname" [Dst, Name, No] Raises;
    /// Class body: R[0][N[b]] = R[a]
    SetName "setname" [Src, Name, No] Raises;
    /// Class body: delete N[b] from R[0]; NameError
    DelName "delname" [No, Name, No] Raises;
    /// R[a] = a new cell that holds R[a] (which may be unset)
    MkCell "mkcell" [Both, No, No] Plain;
    /// R[a] = content of the cell in R[b]; c names the variable: UnboundLocalError
    GetCell "getcell" [Dst, Src, Name] Raises;
    /// Content of the cell in R[b] = R[a]
    SetCell "setcell" [Src, Src, No] Plain;
    /// Empty the cell in R[b]; c names the variable: UnboundLocalError
    DelCell "delcell" [No, Src, Name] Raises;
    /// R[a] = content of closure cell b; c names the variable: NameError
    GetFree "getfree" [Dst, Free, Name] Raises;
    /// Content of closure cell b = R[a]
    SetFree "setfree" [Src, Free, No] Plain;
    /// Empty closure cell b; c names the variable: NameError
    DelFree "delfree" [No, Free, Name] Raises;
    /// R[a] = closure cell b itself
    FreeCell "freecell" [Dst, Free, No] Plain;

    /// R[a] = R[b].name of cache c
    GetAttr "getattr" [Dst, Src, Cache] Raises;
    /// R[a].name of cache c = R[b]
    SetAttr "setattr" [Src, Src, Cache] Raises;
    /// del R[a].N[b]
    DelAttr "delattr" [Src, Name, No] Raises;
    /// R[a] = special method N[c] of R[b], bound, looked up on the type. c names `__enter__`, `__exit__`,
    /// `__aenter__`, `__aexit__`; TypeError worded as CPython's for `with`.
    LoadSpecial "loadspecial" [Dst, Src, Name] Raises;
    /// R[a] = R[b][R[c]]
    GetItem "getitem" [Dst, Src, Src] Raises;
    /// R[a][R[b]] = R[c]
    SetItem "setitem" [Src, Src, Src] Raises;
    /// R[a] = [R[a]] * R[a+1], which is put off if R[a+1] is a small number; else R[a+1] = None
    Repeat "repeat" [Both, No, No] Raises;
    /// If R[c+1] is a number: put R[c] so many times into the slice R[b] of the list R[a], and pass over the next
    /// instruction, which stores R[c] there; or do what was put off
    FillSlice "fillslice" [Src, Src, Both] Plain;
    /// del R[a][R[b]]
    DelItem "delitem" [Src, Src, No] Raises;
    /// R[a] = slice(R[b], R[b+1], R[b+2]); c is 1 if the next instruction is the only one that sees it
    Slice "slice" [Dst, Window, No] Plain;

    /// R[a] = R[b] + R[c]
    Add "add" [Dst, Src, Src] Raises;
    /// R[a] = R[b] - R[c]
    Sub "sub" [Dst, Src, Src] Raises;
    /// R[a] = R[b] * R[c]
    Mul "mul" [Dst, Src, Src] Raises;
    /// R[a] = R[b] / R[c]
    Div "div" [Dst, Src, Src] Raises;
    /// R[a] = R[b] // R[c]
    FloorDiv "floordiv" [Dst, Src, Src] Raises;
    /// R[a] = R[b] % R[c]
    Mod "mod" [Dst, Src, Src] Raises;
    /// R[a] = R[b] ** R[c]
    Pow "pow" [Dst, Src, Src] Raises;
    /// R[a] = R[b] @ R[c]
    MatMul "matmul" [Dst, Src, Src] Raises;
    /// R[a] = R[b] << R[c]
    Shl "shl" [Dst, Src, Src] Raises;
    /// R[a] = R[b] >> R[c]
    Shr "shr" [Dst, Src, Src] Raises;
    /// R[a] = R[b] & R[c]
    BitAnd "and" [Dst, Src, Src] Raises;
    /// R[a] = R[b] | R[c]
    BitOr "or" [Dst, Src, Src] Raises;
    /// R[a] = R[b] ^ R[c]
    BitXor "xor" [Dst, Src, Src] Raises;
    /// R[a] = R[b] += R[c] (the in-place forms: `__iadd__` first)
    IAdd "iadd" [Dst, Src, Src] Raises;
    /// In place: -=
    ISub "isub" [Dst, Src, Src] Raises;
    /// In place: *=
    IMul "imul" [Dst, Src, Src] Raises;
    /// In place: /=
    IDiv "idiv" [Dst, Src, Src] Raises;
    /// In place: //=
    IFloorDiv "ifloordiv" [Dst, Src, Src] Raises;
    /// In place: %=
    IMod "imod" [Dst, Src, Src] Raises;
    /// In place: **=
    IPow "ipow" [Dst, Src, Src] Raises;
    /// In place: @=
    IMatMul "imatmul" [Dst, Src, Src] Raises;
    /// In place: <<=
    IShl "ishl" [Dst, Src, Src] Raises;
    /// In place: >>=
    IShr "ishr" [Dst, Src, Src] Raises;
    /// In place: &=
    IAnd "iand" [Dst, Src, Src] Raises;
    /// In place: |=
    IOr "ior" [Dst, Src, Src] Raises;
    /// In place: ^=
    IXor "ixor" [Dst, Src, Src] Raises;
    /// R[a] = R[b] + c (c a signed small int written in the source)
    AddI "addi" [Dst, Src, Imm] Raises;
    /// R[a] = R[b] - c
    SubI "subi" [Dst, Src, Imm] Raises;
    /// R[a] = R[b] += c
    IAddI "iaddi" [Dst, Src, Imm] Raises;
    /// R[a] = R[b] -= c
    ISubI "isubi" [Dst, Src, Imm] Raises;
    /// R[a] = -R[b]
    Neg "neg" [Dst, Src, No] Raises;
    /// R[a] = +R[b]
    Pos "pos" [Dst, Src, No] Raises;
    /// R[a] = ~R[b]
    Invert "invert" [Dst, Src, No] Raises;
    /// R[a] = not R[b]
    Not "not" [Dst, Src, No] Raises;

    /// R[a] = R[b] < R[c]
    Lt "lt" [Dst, Src, Src] Raises;
    /// R[a] = R[b] <= R[c]
    Le "le" [Dst, Src, Src] Raises;
    /// R[a] = R[b] > R[c]
    Gt "gt" [Dst, Src, Src] Raises;
    /// R[a] = R[b] >= R[c]
    Ge "ge" [Dst, Src, Src] Raises;
    /// R[a] = R[b] == R[c]
    Eq "eq" [Dst, Src, Src] Raises;
    /// R[a] = R[b] != R[c]
    Ne "ne" [Dst, Src, Src] Raises;
    /// R[a] = R[b] is R[c]
    Is "is" [Dst, Src, Src] Plain;
    /// R[a] = R[b] is not R[c]
    IsNot "isnot" [Dst, Src, Src] Plain;
    /// R[a] = R[b] in R[c]
    In "in" [Dst, Src, Src] Raises;
    /// R[a] = R[b] not in R[c]
    NotIn "notin" [Dst, Src, Src] Raises;

    /// Jump.
    Jmp "jmp" [No, Jump32, No] Branches;
    /// Jump backwards at the end of a loop: a safepoint.
    Loop "loop" [No, Jump32, No] Branches;
    /// Jump if R[a] is true.
    JTrue "jtrue" [Src, Jump32, No] Branches;
    /// Jump if R[a] is false.
    JFalse "jfalse" [Src, Jump32, No] Branches;
    /// Jump if R[a] is None.
    JNone "jnone" [Src, Jump32, No] Branches;
    /// Jump if R[a] is not None.
    JNotNone "jnotnone" [Src, Jump32, No] Branches;
    /// Jump if R[a] is unset.
    JUnset "junset" [Src, Jump32, No] Branches;
    /// Jump if R[a] < R[b] is true.
    JLt "jlt" [Src, Src, Jump16] Branches;
    /// Jump if R[a] <= R[b] is true.
    JLe "jle" [Src, Src, Jump16] Branches;
    /// Jump if R[a] > R[b] is true.
    JGt "jgt" [Src, Src, Jump16] Branches;
    /// Jump if R[a] >= R[b] is true.
    JGe "jge" [Src, Src, Jump16] Branches;
    /// Jump if R[a] == R[b] is true.
    JEq "jeq" [Src, Src, Jump16] Branches;
    /// Jump if R[a] != R[b] is true.
    JNe "jne" [Src, Src, Jump16] Branches;
    /// Jump if R[a] < R[b] is false.
    JNLt "jnlt" [Src, Src, Jump16] Branches;
    /// Jump if R[a] <= R[b] is false.
    JNLe "jnle" [Src, Src, Jump16] Branches;
    /// Jump if R[a] > R[b] is false.
    JNGt "jngt" [Src, Src, Jump16] Branches;
    /// Jump if R[a] >= R[b] is false.
    JNGe "jnge" [Src, Src, Jump16] Branches;
    /// Jump if R[a] == R[b] is false.
    JNEq "jneq" [Src, Src, Jump16] Branches;
    /// Jump if R[a] != R[b] is false.
    JNNe "jnne" [Src, Src, Jump16] Branches;
    /// Jump if R[a] < b is true (b a signed small int written in the source).
    JLtI "jlti" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] <= b is true.
    JLeI "jlei" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] > b is true.
    JGtI "jgti" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] >= b is true.
    JGeI "jgei" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] == b is true.
    JEqI "jeqi" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] != b is true.
    JNeI "jnei" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] < b is false.
    JNLtI "jnlti" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] <= b is false.
    JNLeI "jnlei" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] > b is false.
    JNGtI "jngti" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] >= b is false.
    JNGeI "jngei" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] == b is false.
    JNEqI "jneqi" [Src, Imm, Jump16] Branches;
    /// Jump if R[a] != b is false.
    JNNeI "jnnei" [Src, Imm, Jump16] Branches;

    /// R[a] = iter(R[b])
    GetIter "getiter" [Dst, Src, No] Raises;
    /// Bottom of a `for` loop: if the iterator R[a] has an item, R[b] = it and jump (backwards, to the body);
    /// else go on. A safepoint.
    For "for" [Src, Dst, Jump16] Branches;
    /// The iterator R[a] of a `for` loop left early: close it if it is a suspended generator. Emitted after
    /// `break` and before `return` only where the loop's iterable was not a plain variable.
    ForClose "forclose" [Src, No, No] Raises;
    /// R[a] = aiter(R[b]) as `async for` needs it
    GetAIter "getaiter" [Dst, Src, No] Raises;
    /// Bottom of an `async for` loop: R[b] = await the next item of R[a] and jump; at StopAsyncIteration go
    /// on. R[a+1] is scratch; every live register lies below a+2.
    AFor "afor" [Both, Dst, Jump16] Suspends;
    /// R[a..a+c] = the c items of R[b]; ValueError
    Unpack "unpack" [Dst, Src, Count] Raises;
    /// R[a..] = items of R[b] around one starred target: c = before | after << 8
    UnpackEx "unpackex" [Dst, Src, Count] Raises;

    /// R[a] = call R[a] with the b positional arguments R[a+1..]
    Call "call" [Both, Count, No] Raises;
    /// R[a] = call global N[c] with the b positional arguments R[a+1..]
    CallG "callg" [Both, Count, Name] Raises;
    /// R[a] = call method (name of cache c) of R[a+1] with the b positional arguments R[a+2..]
    CallM "callm" [Both, Count, Cache] Raises;
    /// R[a] = call R[a] with b arguments in R[a+1..], the last ones by the keywords of the tuple K[c]
    CallKw "callkw" [Both, Count, Const] Raises;
    /// R[a] = call R[a] with the list or tuple R[a+1] and, if b is 1, the dict R[a+2]
    CallEx "callex" [Both, Count, No] Raises;
    /// Return R[a].
    Return "return" [Src, No, No] Ends;
    /// Return None.
    ReturnNone "returnnone" [No, No, No] Ends;
    /// R[a] = function of code b. Bits of c: 1 defaults (tuple) in R[a+1], 2 keyword-only defaults (dict) in
    /// R[a+2], 4 annotations (dict) in R[a+3], 8 closure (tuple of cells) in R[a+4].
    MkFunc "mkfunc" [Both, Code, Count] Plain;
    /// R[a] = class: body function R[a], name R[a+1], bases (tuple) R[a+2], if b is 1 keywords (dict) R[a+3].
    /// The body returns its `__class__` cell or None.
    MkClass "mkclass" [Both, Count, No] Raises;
    /// R[a] = TypeVar (c=0), TypeVarTuple (1) or ParamSpec (2) of the name N[b]
    MkTypeVar "mktypevar" [Dst, Name, Count] Plain;
    /// R[a] = type alias named N[b] of value R[c]
    MkAlias "mkalias" [Dst, Name, Src] Plain;
    /// R[a] = `__annotations__` of the namespace (class: R[0], else the module), made if absent
    AnnDict "anndict" [Dst, No, No] Raises;
    /// R[a] = dict of the visible local variables
    Locals "locals" [Dst, No, No] Plain;

    /// Yield R[a]; R[a] = what is sent in. c registers are live.
    Yield "yield" [Both, No, Live] Suspends;
    /// R[a] = iterator for `yield from R[b]`
    GetYieldFrom "getyieldfrom" [Dst, Src, No] Raises;
    /// R[a] is an iterator, R[a+1] the value to send (None at first): yield what it yields; at its end R[a] =
    /// its return value. c registers are live.
    YieldFrom "yieldfrom" [Both, No, Live] Suspends;
    /// R[a] = await R[a]. c registers are live.
    Await "await" [Both, No, Live] Suspends;

    /// R[a] = [R[b], … c items]
    List "list" [Dst, Window, Count] Plain;
    /// R[a] = (R[b], … c items)
    Tuple "tuple" [Dst, Window, Count] Plain;
    /// R[a] = [R[b], … c items], of which the last is starred
    ListStar "liststar" [Dst, Window, Count] Raises;
    /// R[a] = (R[b], … c items), of which the last is starred
    TupleStar "tuplestar" [Dst, Window, Count] Raises;
    /// R[a] = {R[b], … c items}
    Set "set" [Dst, Window, Count] Raises;
    /// R[a] = {R[b]: R[b+1], … c pairs}
    Dict "dict" [Dst, Window, Count] Raises;
    /// R[a].append(R[b]), R[a] a list
    ListAppend "listappend" [Src, Src, No] Plain;
    /// R[a].extend(R[b]), R[a] a list
    ListExtend "listextend" [Src, Src, No] Raises;
    /// R[a] = the star arguments R[b] of a call that has no other arguments by position, as a tuple or a new list
    StarArgs "starargs" [Dst, Src, No] Raises;
    /// R[a] = the double-starred arguments R[b] of a call that has no other keywords, as a dict that is read at once
    KwArgs "kwargs" [Dst, Src, No] Raises;
    /// R[a] = tuple of the list R[b]
    ListTuple "listtuple" [Dst, Src, No] Plain;
    /// R[a].add(R[b]), R[a] a set
    SetAdd "setadd" [Src, Src, No] Raises;
    /// R[a].update(R[b]), R[a] a set
    SetUpdate "setupdate" [Src, Src, No] Raises;
    /// R[a][R[b]] = R[c], R[a] a dict under construction
    DictAdd "dictadd" [Src, Src, Src] Raises;
    /// R[a].update(R[b]), R[a] a dict; c is 1 for double-starred arguments of a call: the callee lies in
    /// R[a-2], keys must be strings and new
    DictMerge "dictmerge" [Src, Src, Count] Raises;
    /// R[a] = R[b] formatted. Low two bits of c: conversion (1 str, 2 repr, 3 ascii); bit 2: spec in R[b+1]; bit 3:
    /// the result is for BuildStr, an int may stay one
    Format "format" [Dst, Window, Count] Raises;
    /// R[a] = concatenation of the c strings, or ints as text, R[b..]
    BuildStr "buildstr" [Dst, Window, Count] Plain;

    /// Raise R[a] (an exception or its class).
    Raise "raise" [Src, No, No] Ends;
    /// Raise R[a] from R[b].
    RaiseFrom "raisefrom" [Src, Src, No] Ends;
    /// Bare `raise`: the exception being handled; RuntimeError.
    RaiseAgain "raiseagain" [No, No, No] Ends;
    /// Raise R[a] once more at the end of a handler: no new context, traceback goes on.
    Reraise "reraise" [Src, No, No] Ends;
    /// AssertionError, with the argument R[a] if b is 1.
    RaiseAssert "raiseassert" [Src, Count, No] Ends;
    /// Leave the handler that got its exception in R[a]: the exception handled before is restored from R[a+1].
    ExcLeave "excleave" [Src, No, No] Plain;
    /// R[a] = the exception R[b] matches the class or tuple of classes R[c]; TypeError
    ExcMatch "excmatch" [Dst, Src, Src] Raises;
    /// except*: R[a] = the part of R[b] that matches R[c] (a group) or None, R[a+1] = the rest or None. A part
    /// that matches becomes the exception being handled.
    ExcMatchStar "excmatchstar" [Dst, Src, Src] Raises;
    /// except*: R[a] = what is to be raised after all handlers (or None) from the original exception R[b] and
    /// the list R[c] of raised and unhandled ones
    ExcStarEnd "excstarend" [Dst, Src, Src] Raises;
    /// R[a], R[a+1], R[a+2] = type, value and traceback of the exception R[b]
    ExcInfo "excinfo" [Dst, Src, No] Plain;

    /// R[a] = module N[b] imported at level c; R[a] held the tuple of names wanted from it, or None: then the
    /// result is the top-level package
    Import "import" [Both, Name, Count] Raises;
    /// R[a] = name N[c] of the module R[b]; ImportError
    ImportFrom "importfrom" [Dst, Src, Name] Raises;
    /// All public names of the module R[a] become globals.
    ImportStar "importstar" [Src, No, No] Raises;

    /// R[a] = R[b] is a sequence, as patterns see it
    MatchSeq "matchseq" [Dst, Src, No] Raises;
    /// R[a] = R[b] is a mapping, as patterns see it
    MatchMap "matchmap" [Dst, Src, No] Raises;
    /// R[a] = tuple of the values of R[b] under the keys R[c] (a tuple), or None if one is missing
    MatchKeys "matchkeys" [Dst, Src, Src] Raises;
    /// R[a] = dict of R[b] without the keys R[c] (a tuple)
    MatchRest "matchrest" [Dst, Src, Src] Raises;
    /// R[a] = tuple of attributes or None: subject R[b], class R[c], number of positional patterns R[c+1],
    /// tuple of keyword names R[c+2]
    MatchClass "matchclass" [Dst, Src, Window] Raises;
    /// R[a] = len(R[b])
    Len "len" [Dst, Src, No] Raises;

    /// Linked form of GetG for a name that was a builtin when linked (c: distance to the reference to the global).
    GetGB "getgb" [Dst, No, Count] Internal;
    /// Linked form of GetG beyond 16 bits, by name.
    GetGFar "getgfar" [Dst, NameWide, No] Internal;
    /// Linked form of SetG beyond 16 bits, by name.
    SetGFar "setgfar" [Src, NameWide, No] Internal;
    /// GetAttr whose cache is beyond 16 bits: number c.
    GetAttrFar "getattrfar" [Dst, Src, Cache] Internal;
    /// SetAttr whose cache is beyond 16 bits: number c.
    SetAttrFar "setattrfar" [Src, Src, Cache] Internal;
    /// Linked form of CallG for a name that was a builtin when linked.
    CallGB "callgb" [Both, Count, Count] Internal;
    /// Linked form of CallG beyond 16 bits, by name.
    CallGFar "callgfar" [Both, Count, Name] Internal;
    /// CallM whose cache is beyond 16 bits: number c.
    CallMFar "callmfar" [Both, Count, Cache] Internal;
    /// Call in a frame that lives on the heap: the window is copied to the stack.
    CallH "callh" [Both, Count, No] Internal;
    /// CallG in a frame that lives on the heap.
    CallGH "callgh" [Both, Count, Count] Internal;
    /// CallGB in a frame that lives on the heap.
    CallGBH "callgbh" [Both, Count, Count] Internal;
    /// CallGFar in a frame that lives on the heap.
    CallGFarH "callgfarh" [Both, Count, Name] Internal;
    /// CallM in a frame that lives on the heap.
    CallMH "callmh" [Both, Count, Cache] Internal;
    /// CallKw in a frame that lives on the heap.
    CallKwH "callkwh" [Both, Count, Const] Internal;
    /// CallMFar in a frame that lives on the heap.
    CallMFarH "callmfarh" [Both, Count, Cache] Internal;
    /// Return from a frame that lives on the heap.
    ReturnH "returnh" [Src, No, No] Internal;
    /// Return None from a frame that lives on the heap.
    ReturnNoneH "returnnoneh" [No, No, No] Internal;
    /// A way into the machine code of another instruction, whose operands stand here.
    Enter "enter" [No, No, No] Internal;
    /// End of a run loop: what a native called has returned.
    Halt "halt" [No, No, No] Internal;
}
