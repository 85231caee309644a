//! The prompt with its input from a pipe: values shown, state kept, errors survived.

use super::support::{Outcome, quaver, run_with_input};
use std::time::Duration;

fn talk(input: &str) -> Outcome {
    run_with_input(&mut quaver(), input.as_bytes(), Duration::from_secs(30)).expect("the program ends")
}

#[test]
fn values_are_shown_and_kept() {
    let o = talk("1 + 1\n_ * 2\nNone\n'text'\nx = 3\nx\n");
    assert_eq!((o.code, o.out().as_str()), (0, "2\n4\n'text'\n3\n"), "{}", o.err());
}

#[test]
fn blocks_end_at_a_blank_line_or_at_the_margin() {
    let o = talk(
        "def f():\n    return 5\n\nf()\ndef g():\n    return 6\ng()\nfor i in range(2):\n    print(i)\nelse:\n    print('e')\ny = (1,\n  2)\ny\n",
    );
    assert_eq!((o.code, o.out().as_str()), (0, "5\n6\n0\n1\ne\n(1, 2)\n"), "{}", o.err());
}

#[test]
fn await_works_and_tasks_live_on() {
    let o = talk(
        "import asyncio\nawait asyncio.sleep(0.01, 'slept')\nt = asyncio.create_task(asyncio.sleep(0.01, 'task'))\nawait t\n",
    );
    assert_eq!((o.code, o.out().as_str()), (0, "'slept'\n'task'\n"), "{}", o.err());
}

#[test]
fn a_run_of_its_own_works_too() {
    let o = talk("import asyncio\nasync def main():\n    return 7\n\nasyncio.run(main())\n");
    assert_eq!((o.code, o.out().as_str()), (0, "7\n"), "{}", o.err());
}

#[test]
fn errors_keep_the_session() {
    let o = talk("x = 1\n1 / 0\nx = = 2\nprnt(x)\nx\n");
    assert_eq!((o.code, o.out().as_str()), (0, "1\n"), "{}", o.err());
    let err = o.err();
    for part in [
        "  File \"<stdin>\", line 1, in <module>\n    1 / 0\n    ~~^~~\nZeroDivisionError",
        "SyntaxError: invalid syntax",
        "Did you mean: 'print'?",
    ] {
        assert!(err.contains(part), "{part} in\n{err}");
    }
}

#[test]
fn leaving() {
    assert_eq!(talk("raise SystemExit(4)\nprint('never')\n").code, 4);
    let o = talk("exit()\nprint('never')\n");
    assert_eq!((o.code, o.out().as_str()), (0, ""));
}

#[test]
fn the_prompt_after_a_script() {
    let mut command = quaver();
    command.args(["-i", "-c", "x = 41"]);
    let o = run_with_input(&mut command, b"x + 1\n", Duration::from_secs(30)).expect("the program ends");
    assert_eq!((o.code, o.out().as_str()), (0, "42\n"), "{}", o.err());
}
