//! Typing: values, history, completion, colours.

use super::terminal::*;

#[test]
fn values_are_shown_and_kept() {
    let t = prompt();
    t.input("1 + 1");
    t.input("_ * 21");
    t.input("None");
    t.input("x = 'text'");
    t.input("x");
    let text = t.text();
    assert!(
        text.contains(">>> import asyncio\n>>> 1 + 1\n2\n>>> _ * 21\n42\n>>> None\n>>> x = 'text'\n"),
        "{text}"
    );
    assert!(text.contains(">>> x\n'text'\n>>>"), "{text}");
}

#[test]
fn a_line_without_its_end_is_kept_and_input_reads_the_terminal() {
    let t = prompt();
    t.input("print('no end', end='')");
    t.see("\nno end\n>>>");
    t.type_line("name = input('who? ')");
    t.press(ENTER);
    t.see_line("who?");
    t.press("somebody\r");
    t.ready();
    t.input("name");
    t.see("who? somebody\n>>> name\n'somebody'\n");
}

#[test]
fn what_is_typed_ahead_is_not_lost() {
    let t = prompt();
    t.press("1 + 1\r2 + 3\rimport time\rtime.strftime('%%')\r'the ' + 'end'\r");
    t.see("'the end'");
    t.ready();
    let text = t.text();
    assert!(text.contains("\n2\n") && text.contains("\n5\n") && text.contains("\n'%'\n"), "{text}");
}

#[test]
fn an_error_keeps_the_session() {
    let t = prompt();
    t.input("x = 1");
    t.input("1 / 0");
    t.see("ZeroDivisionError: division by zero");
    t.input("x = = 2");
    t.see("SyntaxError");
    t.input("x + 40");
    t.see("\n41\n");
}

#[test]
fn history_lives_from_session_to_session() {
    let file = folder("history").join("history");
    let start = || {
        let mut command = quaver(&[]);
        command.env("QUAVER_HISTORY", &file);
        let t = Terminal::start(command);
        t.ready();
        t
    };
    let t = start();
    t.input("first = 1");
    t.block(&["def f():", "return 5"]);
    t.press(CTRL_D);
    assert_eq!(t.end().0, 0);

    let t = start();
    t.press(UP);
    t.see_line("...     return 5");
    t.see(">>> def f():\n...     return 5");
    t.press(ENTER);
    t.see_line("...");
    t.press(ENTER);
    t.ready();
    t.input("f()");
    t.see("\n5\n");
    t.press(UP);
    t.see_line(">>> f()");
    t.press(UP);
    t.see_line("...     return 5");
    t.press(UP);
    t.see_line(">>> def f():");
    t.press(UP);
    t.see_line(">>> first = 1");
    // a search backwards
    t.press(CTRL_C);
    t.ready();
    t.press("\x12fir");
    t.see("first = 1");
    t.press(ENTER);
    t.ready();
    t.input("first + 10");
    t.see("\n11\n");
}

#[test]
fn a_history_that_cannot_be_written_is_no_error() {
    let mut command = quaver(&[]);
    command.env("QUAVER_HISTORY", "/nonexistent/folder/history");
    let t = Terminal::start(command);
    t.input("1 + 1");
    t.press(CTRL_D);
    let (code, text) = t.end();
    assert_eq!(code, 0, "{text}");
    assert!(!text.contains("nonexistent"), "{text}");
}

#[test]
fn hints_come_from_the_history() {
    let t = prompt();
    t.input("value = [1, 2, 3]");
    t.press("val");
    t.see_line(">>> value = [1, 2, 3]");
    assert_eq!(t.colour("ue = ["), vt100::Color::Idx(8), "a hint is faint");
    t.press(RIGHT);
    t.press("\r");
    t.ready();
    t.input("len(value)");
    t.see("\n3\n");
}

#[test]
fn completion_of_names_attributes_keywords_and_modules() {
    // without hints from the history, which come only with colours
    let mut command = quaver(&[]);
    command.env("NO_COLOR", "1");
    let t = Terminal::start(command);
    t.input("some_long_name = 'abc'");
    t.press(&format!("some_l{TAB}"));
    t.see_line(">>> some_long_name");
    t.press(&format!(".startsw{TAB}"));
    t.see_line(">>> some_long_name.startswith");
    t.press("('a')\r");
    t.see("\nTrue\n");
    t.ready();
    t.press(&format!("nonl{TAB}"));
    t.see_line(">>> nonlocal");
    t.press(CTRL_C);
    t.ready();
    t.press(&format!("import contextv{TAB}"));
    t.see_line(">>> import contextvars");
    t.press(CTRL_C);
    t.ready();
    t.press(&format!("from asyncio import TaskG{TAB}"));
    t.see_line(">>> from asyncio import TaskGroup");
    t.press(CTRL_C);
    t.ready();
    // several: what they share, and a list
    t.press(&format!("asyncio.Que{TAB}"));
    t.see("QueueEmpty");
    t.see_line(">>> asyncio.Queue");
    t.press(CTRL_C);
    t.ready();
    // not inside a string
    t.press(&format!("'nonl{TAB}x"));
    t.see_line(">>> 'nonlx");
}

#[test]
fn completion_runs_no_property() {
    let t = prompt();
    t.block(&["class B:", "p = property(lambda self: print('it ran'))", "inner = 3"]);
    t.input("b = B()");
    t.input("b.own = 'text'");
    t.press(&format!("b.p.x{TAB}{TAB}y"));
    t.see_line(">>> b.p.xy");
    t.press(CTRL_C);
    t.ready();
    t.press(&format!("b.inn{TAB}"));
    t.see_line(">>> b.inner");
    t.press(CTRL_C);
    t.ready();
    t.press(&format!("b.own.upp{TAB}"));
    t.see_line(">>> b.own.upper");
    assert!(!t.text().contains("\nit ran"), "{}", t.text());
}

#[test]
fn colours() {
    let t = prompt();
    t.type_line("async def name(): return None, 'text', 42 # note");
    t.until("colours", |s| s.contents().contains("# note"));
    let colour = |text| t.colour(text);
    assert_eq!(colour(">>>"), vt100::Color::Idx(5));
    assert_eq!(colour("async"), vt100::Color::Idx(5));
    assert_eq!(colour("name"), vt100::Color::Idx(4));
    assert_eq!(colour("None"), vt100::Color::Idx(6));
    assert_eq!(colour("'text'"), vt100::Color::Idx(2));
    assert_eq!(colour("42"), vt100::Color::Idx(3));
    assert_eq!(colour("# note"), vt100::Color::Idx(8));
}

#[test]
fn no_colours_where_they_are_not_wanted() {
    let mut command = quaver(&[]);
    command.env("NO_COLOR", "1");
    let t = Terminal::start(command);
    t.block(&["def f():", "return 'text'"]);
    t.input("f()");
    t.see("\n'text'\n");
    t.see("...     return 'text'\n...\n");
    // sequences that move the cursor are none of colours
    let raw = t.raw();
    let colours: Vec<_> = raw
        .split("\x1b[")
        .skip(1)
        .filter(|s| s.trim_start_matches(|c: char| matches!(c, '0'..='9' | ';')).starts_with('m'))
        .collect();
    assert!(colours.is_empty(), "{colours:?}");
}

#[test]
fn a_dumb_terminal_is_written_to_plainly() {
    let mut command = quaver(&[]);
    command.env("TERM", "dumb");
    let t = Terminal::start(command);
    t.input("1 + 1");
    t.press("def f():\r");
    t.see_line("...");
    t.press("    return 5\r");
    t.until("another line", |s| s.contents().contains("return 5") && cursor_line(s) == "...");
    t.press(ENTER);
    t.ready();
    t.input("await asyncio.sleep(0, f())");
    t.see("\n5\n");
    assert!(!t.raw().contains('\x1b'), "{:?}", t.raw());
    t.press("exit()\r");
    assert_eq!(t.end().0, 0);
}
