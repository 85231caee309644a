//! The commands that begin with a colon, and what is explained.

use super::terminal::*;

#[test]
fn tasks_are_listed_and_cancelled() {
    let t = prompt();
    t.input(":tasks");
    t.see("no tasks");
    t.block(&[
        "async def nap():",
        "try:",
        "await asyncio.sleep(3600)",
        &format!("{BACKSPACE}finally: print('woken')"),
    ]);
    t.input("t = asyncio.create_task(nap(), name='napper')");
    t.input(":tasks");
    t.see("napper");
    t.see("sleep");
    t.input(":cancel nobody");
    t.see("There is no task named 'nobody'. There are: napper.");
    t.press(&format!(":canc{TAB}nap{TAB}"));
    t.see_line(">>> :cancel napper");
    t.press(ENTER);
    t.see("woken");
    t.ready();
    t.input("t.cancelled()");
    t.see("\nTrue\n");
    // the key works in the middle of a line
    t.input("t = asyncio.create_task(nap(), name='another')");
    t.type_line("half");
    t.press(CTRL_BACKSLASH);
    t.see("another");
    t.see_line(">>> half");
}

#[test]
fn time_and_listing() {
    let t = prompt();
    t.input(":time await asyncio.sleep(0.01, 'slept')");
    t.see("'slept'\ntook ");
    t.see(" ms\n");
    t.input(":dis 1 + missing");
    t.see("add");
    t.block(&["def f(a):", "return -a"]);
    t.input(":dis f");
    t.see("== f");
    t.input(":dis 1 +");
    t.see("SyntaxError");
}

#[test]
fn loading_a_file() {
    let file = folder("load").join("some.py");
    std::fs::write(&file, "import asyncio\nawait asyncio.sleep(0)\nloaded = __name__\n1 / 0\n")
        .expect("written");
    let t = prompt();
    t.input(&format!(":load {}", file.display()));
    t.see("ZeroDivisionError");
    t.input("loaded");
    t.see("'__main__'");
    t.input(":load /nonexistent.py");
    t.see("can't open file '/nonexistent.py': [Errno 2] No such file or directory");
}

#[test]
fn help_and_mistakes() {
    let t = prompt();
    t.input(":help");
    for name in [":cancel NAME", ":dis EXPR", ":load FILE", ":tasks", ":time EXPR", "help(x)", "Ctrl-D"] {
        t.see(name);
    }
    t.input(":tsks");
    t.see("There is no command ':tsks'. Did you mean ':tasks'? Type ':help' for a list.");
    t.input(":time");
    t.see("Use it like this: :time EXPR");
}

#[test]
fn help_of_functions_and_classes() {
    let t = prompt();
    t.block(&["def add(a, b=2, *, c='x'):", "'Adds a and b.'"]);
    t.input("help(add)");
    t.see("add(a, b=2, *, c='x')\n    Adds a and b.");
    t.block(&["class Point:", "'A place.'", "def move(self, by):", "'Goes elsewhere.'"]);
    t.input("help(Point)");
    t.see("class Point");
    t.see("A place.");
    t.see("move(self, by)");
    t.see("Goes elsewhere.");
    t.input("help(len)");
    t.see("len(obj, /)");
    t.input("'startswith' in dir('')");
    t.see("\nTrue\n");
}
