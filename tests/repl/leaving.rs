//! How the prompt is entered and left.

use super::terminal::*;

#[test]
fn ctrl_d_cancels_tasks_cleanly() {
    let t = prompt();
    t.block(&[
        "async def work():",
        "try:",
        "await asyncio.sleep(3600)",
        &format!("{BACKSPACE}finally:"),
        "await asyncio.sleep(0)",
        "print('cleaned up')",
    ]);
    t.input("t = asyncio.create_task(work())");
    t.input("await asyncio.sleep(0)");
    t.press(CTRL_D);
    t.see("cleaned up");
    let (code, text) = t.end();
    assert_eq!(code, 0, "{text}");
}

#[test]
fn ctrl_d_in_a_line_deletes() {
    let t = prompt();
    t.type_line("x11");
    t.press(&format!("{LEFT}{LEFT}{CTRL_D}{CTRL_D}{CTRL_A}{CTRL_D}{CTRL_D}{CTRL_D}"));
    let (code, _) = t.end();
    assert_eq!(code, 0);
}

#[test]
fn leaving_by_word() {
    for (word, wanted) in [
        ("exit()", 0),
        ("quit()", 0),
        ("exit", 0),
        ("raise SystemExit(4)", 4),
        ("import sys; sys.exit(3)", 3),
    ] {
        let t = prompt();
        t.type_line(word);
        t.press(ENTER);
        let (code, text) = t.end();
        assert_eq!(code, wanted, "{word}\n{text}");
    }
}

#[test]
fn a_word_that_the_program_has_taken_is_its_own() {
    let t = prompt();
    t.input("exit = 'mine'");
    t.input("exit");
    t.see("\n'mine'\n");
}

#[test]
fn a_task_may_ask_to_leave_while_somebody_types() {
    let t = prompt();
    t.block(&["async def leave():", "await asyncio.sleep(0.3)", "raise SystemExit(7)"]);
    t.input("t = asyncio.create_task(leave())");
    t.type_line("half a line");
    let (code, text) = t.end();
    assert_eq!(code, 7, "{text}");
}

#[test]
fn the_prompt_after_a_script() {
    let folder = folder("script");
    let script = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("written");
        file.to_string_lossy().into_owned()
    };
    let good = script("good.py", "import sys\nx = 41\nprint('ran', sys.argv[1])\n");
    let t = Terminal::start(quaver(&["-i", &good, "argument"]));
    t.ready();
    t.see("ran argument");
    t.input("x + 1");
    t.see("\n42\n");
    t.press(CTRL_D);
    assert_eq!(t.end().0, 0);

    let bad = script("bad.py", "x = 5\n1 / 0\n");
    let t = Terminal::start(quaver(&["-i", &bad]));
    t.ready();
    t.see("ZeroDivisionError");
    t.input("x * 2");
    t.see("\n10\n");

    let awaiting =
        script("await.py", "import asyncio\nasync def main():\n    return 6\nasyncio.run(main())\n");
    let t = Terminal::start(quaver(&["-i", &awaiting]));
    t.ready();
    t.input("await main()");
    t.see("\n6\n");
    // Ctrl-C counts once
    t.type_line("print('begun'); await asyncio.sleep(3600)");
    t.press(ENTER);
    t.see("\nbegun");
    t.press(CTRL_C);
    t.see("KeyboardInterrupt");
    t.ready();
    assert!(!t.text().contains("interrupted again"), "{}", t.text());

    let (code, text) = Terminal::start(quaver(&["-i", "/nonexistent.py"])).end();
    assert_eq!(code, 2, "{text}");
}

#[test]
fn the_command_repl() {
    let t = Terminal::start(quaver(&["repl"]));
    t.input("1 + 1");
    t.see("\n2\n");
    t.press(CTRL_D);
    assert_eq!(t.end().0, 0);
}

#[test]
fn virtual_time_stands_still_while_somebody_types() {
    let t = Terminal::start(quaver(&["repl", "--virtual-time"]));
    t.input("t = asyncio.create_task(asyncio.sleep(3600, 'slept'))");
    t.input("t.done()");
    t.see("\nFalse\n");
    t.input("await t");
    t.see("'slept'");
}
