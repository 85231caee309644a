//! Listings of small programs by snapshot, the verifier over every script, and inputs at the limits.

#![allow(clippy::disallowed_methods)] // a test stands outside the machine: it reads files

use std::path::{Path, PathBuf};
use std::rc::Rc;

use quaver::bytecode::{Code, Effect, Insn, Op, Operand, listing, verify};
use quaver::compiler::{Mode, Options, compile};
use quaver::source::{Interner, SourceFile};
use quaver::syntax::{ParseOptions, parse};

/// Compiles a text; the messages of what is wrong with it otherwise.
fn compiled(text: &str, mode: Mode, names: &mut Interner) -> Result<Rc<Code>, Vec<String>> {
    let file = Rc::new(SourceFile::new("case", text));
    let parsed = parse(&file, names, ParseOptions::default());
    let messages =
        |list: Vec<quaver::source::Diagnostic>| list.into_iter().map(|d| d.message).collect::<Vec<_>>();
    if parsed.has_errors() {
        return Err(messages(parsed.diagnostics));
    }
    compile(&file, &parsed.ast, names, Options { mode, future_annotations: false }).map_err(messages)
}

fn good(text: &str) -> Rc<Code> {
    let code = compiled(text, Mode::Main, &mut Interner::new()).expect("the text compiles");
    verify(&code).expect("the code is sound");
    code
}

/// Runs with stack enough for deep trees in a debug build.
fn with_deep_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread starts");
    assert!(thread.join().is_ok());
}

fn python_files(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            python_files(&path, into);
        } else if path.extension().is_some_and(|e| e == "py" || e == "qv") {
            into.push(path);
        }
    }
}

#[test]
fn listings() {
    insta::glob!("cases/bytecode/*.py", |path| {
        let text = std::fs::read_to_string(path).expect("the case can be read");
        let mut names = Interner::new();
        let code = compiled(&text, Mode::Main, &mut names).expect("the case compiles");
        verify(&code).expect("the code is sound");
        insta::assert_snapshot!(format!("{text}\n{}", listing(&code, &names)));
    });
}

#[test]
fn code_of_all_scripts_is_sound() {
    with_deep_stack(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for folder in ["tests/scripts", "tests/cases/bytecode", "examples", "stdlib", "benches"] {
            python_files(&root.join(folder), &mut files);
        }
        assert!(files.len() > 20);
        for path in files {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            // scripts that are meant to be refused are somebody else's test
            let Ok(code) = compiled(&text, Mode::Main, &mut Interner::new()) else { continue };
            if let Err(e) = verify(&code) {
                panic!("{}: {e}", path.display());
            }
        }
    });
}

#[test]
fn instructions_are_eight_bytes() {
    assert_eq!(size_of::<Insn>(), 8);
}

#[test]
fn the_table_is_in_order() {
    for (i, op) in Op::ALL.iter().enumerate() {
        assert_eq!(*op as usize, i);
        assert_eq!(Op::from_u16(i as u16), *op);
        let wide = |o: &Operand| matches!(o, Operand::ConstWide | Operand::NameWide | Operand::Jump32);
        let [_, b, c] = op.operands();
        assert!(!wide(&b) || c == Operand::No, "{op:?}: a wide operand takes both fields");
    }
    assert_eq!(Op::from_u16(u16::MAX), Op::Nop);
}

#[test]
fn the_verifier_refuses_broken_code() {
    let broken = |change: fn(&mut Code)| {
        let mut code = Rc::try_unwrap(good("def f(a):\n  return g(a.b, 1)\n")).expect("nobody else has it");
        change(&mut code);
        verify(&code).expect_err("the code is broken")
    };
    assert!(broken(|c| c.insns.clear()).contains("no instructions"));
    assert!(broken(|c| c.nregs = 0).contains("register"));
    assert!(broken(|c| c.names.clear()).contains("name"));
    assert!(broken(|c| c.codes.clear()).contains("code"));
    assert!(
        broken(|c| {
            c.insns.pop();
        })
        .contains("runs off the end")
    );
    assert!(broken(|c| c.insns[0] = Insn::jump(Op::Jmp, 0, 99)).contains("jump target"));
    assert!(broken(|c| c.insns[0] = Insn::jump(Op::Jmp, 0, -99)).contains("jump to"));
    assert!(broken(|c| c.insns[0].op = 60_000).contains("unknown"));
    assert!(broken(|c| c.insns[0].op = Op::Halt as u16).contains("only the machine"));
    assert!(
        broken(|c| {
            c.spans.clear();
            c.insns[0] = Insn::wide(Op::GetG, 0, 0);
        })
        .contains("no position")
    );
}

#[test]
fn every_instruction_that_may_raise_has_its_place() {
    let code = good("x = (a +\n     b.c)\ny = f(\n  1)\n");
    let text = |op: Op| {
        let at = code.insns.iter().position(|i| i.operation() == op).expect("the operation is there");
        assert_ne!(op.effect(), Effect::Plain);
        code.file.slice(code.span_at(at as u32)).to_owned()
    };
    assert_eq!(text(Op::Add), "a +\n     b.c");
    assert_eq!(text(Op::GetAttr), "b.c");
    assert_eq!(text(Op::CallG), "f(\n  1)");
}

#[test]
fn a_chained_method_call_stands_where_its_name_stands() {
    let code = good("x = (a\n  .first()\n  .second())\n");
    let at = code.insns.iter().rposition(|i| i.operation() == Op::CallM).expect("a method call");
    assert_eq!(code.file.slice(code.span_at(at as u32)), "second()");
}

#[test]
fn top_level_await_makes_a_coroutine_of_the_main_script() {
    assert!(good("await f()").flags.coroutine);
    assert!(good("async with f(): pass").flags.coroutine);
    assert!(!good("async def f(): await g()").flags.coroutine);
    let refused = compiled("await f()", Mode::Module, &mut Interner::new());
    assert_eq!(refused.expect_err("no module awaits"), ["'await' outside function"]);
}

#[test]
fn an_input_of_the_prompt_gives_its_last_value() {
    let mut names = Interner::new();
    let ends = |text: &str, names: &mut Interner| {
        let code = compiled(text, Mode::Single, names).expect("the text compiles");
        code.insns.iter().any(|i| i.operation() == Op::Return)
    };
    assert!(ends("x = 1\nx", &mut names));
    assert!(!ends("x = 1", &mut names));
    assert!(ends("'text'", &mut names));
}

#[test]
fn annotations_stay_text_on_request() {
    let with = good("from __future__ import annotations\ndef f(x: Unknown[1]): pass\n");
    let text = quaver::bytecode::Const::Str(b"Unknown[1]".as_slice().into());
    assert!(with.consts.contains(&text));
}

#[test]
fn docstrings_lose_their_indentation() {
    let code = good("def f():\n    '''One.\n\n      two\n    three\n    '''\n");
    let text = quaver::bytecode::Const::Str(b"One.\n\n  two\nthree\n".as_slice().into());
    assert_eq!(code.codes[0].doc, Some(text));
}

#[test]
fn wrong_uses_of_names_are_reported() {
    let cases = [
        ("def f():\n  nonlocal x\n", "no binding for nonlocal 'x' found"),
        ("def f(x):\n  global x\n", "name 'x' is parameter and global"),
        ("def f():\n  print(x)\n  global x\n", "name 'x' is used prior to global declaration"),
        ("def f():\n  x = 1\n  global x\n", "name 'x' is assigned to before global declaration"),
        ("nonlocal x\n", "nonlocal declaration not allowed at module level"),
    ];
    for (text, message) in cases {
        let errors = compiled(text, Mode::Main, &mut Interner::new()).expect_err("the text is wrong");
        assert!(errors.iter().any(|e| e == message), "{text:?}: {errors:?}");
    }
}

#[test]
fn too_many_nested_blocks_are_refused() {
    let nested = |depth: usize| -> String {
        let lines = (0..depth).map(|i| format!("{}while x:\n", " ".repeat(i)));
        lines.chain([format!("{}pass\n", " ".repeat(depth))]).collect()
    };
    good(&nested(20));
    let errors = compiled(&nested(21), Mode::Main, &mut Interner::new()).expect_err("too deep");
    assert_eq!(errors, ["too many statically nested blocks"]);
}

#[test]
fn finally_in_finally_ends() {
    // every level doubles the copies of what lies inside
    let mut text = String::new();
    for i in 0..18 {
        let pad = " ".repeat(i);
        text += &format!("{pad}try: a()\n{pad}finally:\n");
    }
    text += &format!("{}b()\n", " ".repeat(18));
    let _ = compiled(&text, Mode::Main, &mut Interner::new());
}

#[test]
fn long_inputs_compile() {
    with_deep_stack(|| {
        let list = |n: usize, item: fn(usize) -> String, between: &str| -> String {
            (0..n).map(item).collect::<Vec<_>>().join(between)
        };
        good(&format!("x = [{}]\n", list(100_000, |i| i.to_string(), ",")));
        good(&format!("x = [{}]\n", list(100_000, |_| "y".into(), ",")));
        good(&format!("x = {{{}}}\n", list(50_000, |i| format!("{i}: y"), ",")));
        good(&format!("x = ({})\n", list(50_000, |_| "y".into(), ",")));
        good(&format!("x = {}\n", list(50_000, |_| "y".into(), " + ")));
        good(&format!("x = {}\n", list(10_000, |_| "y".into(), " and ")));
        good(&format!("if {}: pass\n", list(10_000, |_| "y".into(), " or ")));
        let chain = list(10_000, |i| format!("if x == {i} + y: pass\n"), "el");
        good(&chain);
        good(&list(50_000, |i| format!("x{} = f.a({i})", i % 100), "\n"));
        good(&format!("x = {}y\n", "not ".repeat(900)));
        good(&format!("x = f'{}'\n", "{y}z".repeat(10_000)));
        good(&format!("f({})\n", list(10_000, |_| "y".into(), ",")));
    });
}

#[test]
fn jumps_reach_over_long_bodies() {
    let body = "        x = x.a + i\n".repeat(20_000);
    let code = good(&format!(
        "def f(n):\n    for i in n:\n        if i < n: continue\n        if i == 3 and n: break\n{body}    return x\n"
    ));
    let insns = &code.codes[0].insns;
    assert!(insns.len() > i16::MAX as usize);
    // the bottom of the loop reaches the body by a stepping stone
    let bottom = insns.iter().position(|i| i.operation() == Op::For).expect("the loop has a bottom");
    assert_eq!(insns[bottom].c, 1);
    assert_eq!(insns[bottom + 2].operation(), Op::Jmp);
    assert!(insns[bottom + 2].offset() < i16::MIN as i32);
}

#[test]
fn too_many_registers_are_a_report() {
    let names: String = (0..61_000).map(|i| format!("  x{i} = 1\n")).collect();
    let errors = compiled(&format!("def f():\n{names}"), Mode::Main, &mut Interner::new());
    assert!(errors.expect_err("no frame is so large")[0].starts_with("too many variables"));
}
