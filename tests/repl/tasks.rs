//! Tasks that live while somebody types, and what interrupts them.

use super::terminal::*;

#[test]
fn tasks_run_and_print_while_somebody_types() {
    let t = prompt();
    t.block(&["async def tick():", "for i in range(3):", "await asyncio.sleep(0.2)", "print('tick', i)"]);
    t.input("t = asyncio.create_task(tick())");
    t.type_line("half a li");
    t.see("tick 0\ntick 1\ntick 2\n>>> half a li");
    t.press("ne = 1");
    t.see_line(">>> half a line = 1");
    t.press(&format!("{CTRL_A}#{ENTER}"));
    t.ready();
    t.input("t.done()");
    t.see("\nTrue\n");
}

#[test]
fn what_is_printed_above_a_block_leaves_it_whole() {
    let t = prompt();
    t.input("asyncio.get_running_loop().call_later(0.5, print, 'later')");
    t.press("def f():\rreturn 1");
    t.see("\nlater\n>>> def f():\n...     return 1");
    t.see_line("...     return 1");
    t.press("\r\r");
    t.ready();
    t.input("f() + 1");
    t.see("\n2\n");
}

#[test]
fn much_output_comes_whole_and_in_order() {
    let t = prompt();
    t.block(&[
        "async def flood():",
        "for i in range(3000):",
        "print('line', i)",
        &format!("{BACKSPACE}    if i % 100 == 0: await asyncio.sleep(0)"),
    ]);
    t.input("f = asyncio.create_task(flood())");
    t.see("line 2999\n");
    t.ready();
    let raw = t.raw();
    let found: Vec<usize> = raw
        .match_indices("line ")
        .filter_map(|(i, _)| raw[i + 5..].split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .collect();
    assert!(found.iter().copied().eq(0..3000), "{} lines", found.len());
}

#[test]
fn ctrl_c_cancels_the_await_and_nothing_else() {
    let t = prompt();
    t.block(&[
        "async def work():",
        "try:",
        "print('begun')",
        "await asyncio.sleep(3600)",
        &format!("{BACKSPACE}finally: print('cleaned up')"),
    ]);
    t.input("other = asyncio.create_task(asyncio.sleep(3600))");
    t.type_line("await work()");
    t.press(ENTER);
    t.see("\nbegun");
    t.press(CTRL_C);
    t.see("cleaned up\nKeyboardInterrupt\n>>>");
    t.ready();
    t.input("other.done()");
    t.see("\nFalse\n");
    // at the prompt it drops the line
    t.type_line("never run");
    t.press(CTRL_C);
    t.see(">>> never run\nKeyboardInterrupt\n>>>");
    // so it does when it comes as a signal
    t.ready();
    t.type_line("neither is this");
    t.interrupt();
    t.see(">>> neither is this\nKeyboardInterrupt\n>>>");
    t.input("1 + 1");
    t.see("\n2\n");
}

#[test]
fn ctrl_c_stops_a_computation_too() {
    let t = prompt();
    t.block(&["def spin():", "print('begun')", "while True: pass"]);
    t.type_line("spin()");
    t.press(ENTER);
    t.see("\nbegun");
    t.press(CTRL_C);
    t.see("KeyboardInterrupt");
    t.ready();
    // and a task that blocks the loop while the prompt waits
    t.block(&["async def block():", "await asyncio.sleep(0.1)", "print('blocks')", "while True: pass"]);
    t.input("b = asyncio.create_task(block())");
    t.see("\nblocks\n");
    t.type_line("half");
    t.press(CTRL_C);
    t.see(">>> half\nKeyboardInterrupt\n>>>");
    t.input("b.done()");
    t.see("\nTrue\n");
}

#[test]
fn a_dead_task_is_told_above_the_prompt() {
    let t = prompt();
    t.block(&["async def fail():", "await asyncio.sleep(0.2)", "raise ValueError('lost')"]);
    t.input("t = asyncio.create_task(fail())");
    t.type_line("half");
    t.see("Task exception was never retrieved\n");
    t.see("ValueError: lost\n>>> half");
    t.see_line(">>> half");
}

#[test]
fn a_forgotten_coroutine_is_told() {
    let t = prompt();
    t.block(&["async def f():", "pass"]);
    t.input("f()");
    t.see("<coroutine object f at");
    t.input("1");
    t.see("coroutine 'f' was never awaited");
}

#[test]
fn an_await_that_nothing_can_wake_gives_the_prompt_back() {
    let t = prompt();
    t.input("await asyncio.Event().wait()");
    t.see("deadlock: nothing is left that could wake this");
    t.see("CancelledError");
    t.input("1 + 1");
    t.see("\n2\n");
}

#[test]
fn context_variables_and_loops_are_shared_by_inputs() {
    let t = prompt();
    t.input("import contextvars; v = contextvars.ContextVar('v')");
    t.block(&["async def set_it():", "v.set(5)"]);
    t.input("await set_it()");
    t.input("v.get()");
    t.see("\n5\n");
    t.input("asyncio.run(asyncio.sleep(0, 'own run'))");
    t.see("'own run'");
    t.input("await asyncio.sleep(0, 'shared')");
    t.see("'shared'");
}
