//! Inputs of several lines: indentation, moving about in them, pasting them.

use super::terminal::*;

#[test]
fn lines_are_indented_as_they_are_likely_to_be() {
    let t = prompt();
    t.press("def f(n):\r");
    t.see_line("...");
    t.press("if n:\r");
    t.press("return (\r");
    t.press("n + 1)\r");
    t.press("return 0\r\r");
    t.ready();
    // a level more after a colon and an open bracket, a level less after `return`, and one by Backspace
    t.see(">>> def f(n):\n...     if n:\n...         return (\n...             n + 1)\n...     return 0\n...\n>>>");
    t.press(&format!("for i in f(0), f(1):\rif i:\rprint('some', i)\r{BACKSPACE}else:\rprint('none')\r\r"));
    t.see("\nnone\nsome 2\n>>>");
}

#[test]
fn the_parser_says_when_more_is_wanted() {
    let t = prompt();
    t.press("x = [1,\r");
    t.see_line("...");
    t.press("2]\r");
    t.ready();
    t.press("'''one\rtwo'''\r");
    t.see("'one\\ntwo'");
    t.ready();
    t.press("try:\r1 / 0\r");
    t.press(&format!("{BACKSPACE}except ZeroDivisionError:\rprint('caught')\r\r"));
    t.see("\ncaught\n>>>");
    t.input("sum(x)");
    t.see("\n3\n");
}

#[test]
fn a_block_is_edited_as_a_whole() {
    let t = prompt();
    t.press("def f():\rreturn 1");
    t.see_line("...     return 1");
    // up into the first line, and from its end right into the second
    t.press(&format!("{UP}{CTRL_A}"));
    t.see_line(">>> def f():");
    t.press("async ");
    t.see_line(">>> async def f():");
    t.press(&format!("\x05{RIGHT}"));
    t.see_line("...     return 1");
    t.press("await asyncio.sleep(0, 3) # ");
    t.see_line("...     await asyncio.sleep(0, 3) # return 1");
    // to the beginning of the text, and left of it to the line above
    t.press(&format!("{CTRL_A}return {CTRL_A}{LEFT}{LEFT}"));
    t.see_line(">>> async def f():");
    t.press("\x05 # note\x1b[B\x05\r\r");
    t.see(">>> async def f(): # note\n...     return await asyncio.sleep(0, 3) # return 1\n...\n>>>");
    t.input("await f()");
    t.see("\n3\n>>>");
    // Backspace joins lines
    t.press(&format!("1 +\\\r2{CTRL_A}{BACKSPACE}{BACKSPACE} 5\r"));
    t.see(">>> 1 + 52\n53\n");
}

#[test]
fn ctrl_c_drops_the_block() {
    let t = prompt();
    t.press("def f():\rreturn");
    t.see_line("...     return");
    t.press(CTRL_C);
    t.ready();
    t.see("KeyboardInterrupt");
    t.input("'f' in globals()");
    t.see("\nFalse\n");
}

fn paste(t: &Terminal, text: &str) {
    t.press(&format!("\x1b[200~{}\x1b[201~", text.replace('\n', "\r")));
}

#[test]
fn a_pasted_block_keeps_its_indentation() {
    let t = prompt();
    paste(
        &t,
        "class A:\n    def f(self):\n        if 1:\n            return 5\n\n    async def g(self):\n        return 6\n\na = A()\n",
    );
    t.see("...     async def g(self):\n...         return 6\n...\n... a = A()\n...");
    t.press(ENTER);
    t.ready();
    t.input("a.f(), await a.g()");
    t.see("\n(5, 6)\n");
    // tabs are kept apart from what Tab does
    paste(&t, "if a:\n\tx = 'ta\tb'\n\tprint(x)");
    t.see("print(x)");
    t.press("\r\r");
    t.see("\nta      b");
    t.ready();
}

#[test]
fn a_block_higher_than_the_screen_can_be_pasted() {
    let t = prompt();
    let lines: String = (0..300).map(|i| format!("    total += {i}\r\n")).collect();
    t.press(&format!("\x1b[200~def f(total):\r\n{lines}    return total\n\x1b[201~\r"));
    t.ready();
    t.input("f(1)");
    t.see("\n44851\n");
}

#[test]
fn a_pasted_session_loses_its_prompts() {
    let t = prompt();
    paste(&t, ">>> def f():\n...     return 7\n...\n");
    t.press(ENTER);
    t.ready();
    t.input("f()");
    t.see("\n7\n");
}
