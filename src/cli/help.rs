//! What `--help` shows: the whole, and a page for each command. Everything in one place, so that it stays in one voice.

use super::examples;

/// What help is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Topic {
    /// The whole.
    Overall,
    /// `quaver run`
    Run,
    /// `quaver repl`
    Repl,
    /// `quaver check`
    Check,
    /// `quaver dump`
    Dump,
    /// `quaver examples`
    Examples,
}

/// The commands by name.
pub(super) const COMMANDS: &[(&str, Topic)] = &[
    ("run", Topic::Run),
    ("repl", Topic::Repl),
    ("check", Topic::Check),
    ("dump", Topic::Dump),
    ("examples", Topic::Examples),
];

impl Topic {
    /// The command of this name.
    pub(super) fn of(name: &str) -> Option<Topic> {
        COMMANDS.iter().find(|(n, _)| *n == name).map(|(_, topic)| *topic)
    }

    /// How to ask for this help.
    pub(super) fn command_line(self) -> String {
        match COMMANDS.iter().find(|(_, topic)| *topic == self) {
            Some((name, _)) => format!("quaver {name} --help"),
            None => "quaver --help".into(),
        }
    }

    /// The page.
    pub(super) fn text(self) -> &'static str {
        match self {
            Topic::Overall => OVERALL,
            Topic::Run => RUN,
            Topic::Repl => REPL,
            Topic::Check => CHECK,
            Topic::Dump => DUMP,
            Topic::Examples => EXAMPLES,
        }
    }
}

const OVERALL: &str = "\
Quaver runs async scripts: a subset of Python 3.13 with asyncio at its heart.

Usage:
  quaver [OPTIONS] FILE [ARGS...]      run a script
  quaver [OPTIONS] -c CODE [ARGS...]   run a program given on the command line
  quaver [OPTIONS] - [ARGS...]         run a program read from standard input
  quaver COMMAND ...                   one of the commands below
  quaver                               the prompt

Commands:
  run        run a script (the word may be left out)
  repl       a prompt where 'await' works and tasks go on while you type
  check      say what is wrong with files, without running them
  dump       show the tokens, the tree or the bytecode of a file
  examples   list, read and run the example programs in this binary

Options:
  --virtual-time   waiting takes no time: the clock jumps to the next timer
  --debug          name steps that hold the event loop for over 0.1 s
  -i               stay at the prompt when the script has ended
  -h, --help       show this help; after a command, the help of that command
  -V, --version    show the version

Exit codes:
  0     success
  1     an uncaught exception, a wrong program, a deadlock, or something lost
  2     wrong usage, or a file that cannot be opened
  n     the script called sys.exit(n)
  130   interrupted with Ctrl-C

Environment:
  NO_COLOR             not empty: no colours
  FORCE_COLOR          not empty: colours even where there is no terminal
  PYTHONASYNCIODEBUG   not empty: as --debug
  QUAVER_HISTORY       where the prompt keeps its inputs (nowhere if it is empty)
  QUAVER_GC_STRESS     collect garbage at every n-th opportunity, wholly or (slices:n) a little (for tests)
  QUAVER_GC_LOG        not 0: tell of every collection of garbage
  QUAVER_JIT           off: no machine code; always: all code becomes machine code at once (for tests)

To begin with: 'quaver examples' lists programs to read and run.
";

const RUN: &str = "\
Run a script.

Usage:
  quaver run [OPTIONS] FILE [ARGS...]
  quaver run [OPTIONS] -c CODE [ARGS...]
  quaver run [OPTIONS] - [ARGS...]

The word 'run' may be left out. What follows FILE, CODE or '-' is for the script, as sys.argv. FILE may be a
folder with a __main__.py. Imports are looked for beside the script.

Options:
  --virtual-time   waiting takes no time: the clock jumps to the next timer, and an hour of
                   periodic tasks takes milliseconds, with the same output every time
  --debug          name steps that hold the event loop for over 0.1 s, by the line being executed
  -i               stay at the prompt when the script has ended, with its names
  --               what follows is a file, even if it begins with '-' or is called as a command

While it runs:
  Ctrl-C   cancels the main task; a second one ends the program at once
  Ctrl-\\   prints the tree of tasks, what each waits for and since when; the program goes on
";

const REPL: &str = "\
A prompt where 'await' works, and tasks go on while you type.

Usage:
  quaver [repl] [OPTIONS]

Options:
  --virtual-time   waiting takes no time
  --debug          name steps that hold the event loop for over 0.1 s

At the prompt:
  :help    what else can be typed there: the tree of tasks, timing, bytecode, loading files
  Ctrl-C   cancels what is awaited; background tasks go on
  Ctrl-D   leaves, after cancelling the tasks

Where input or output is no terminal, inputs are read as plain lines, without a prompt.
";

const CHECK: &str = "\
Say what is wrong with files, without running them.

Usage:
  quaver check [--json] FILE...

FILE may be '-', for standard input. The exit code is 1 if there is an error, and 0 if there are
warnings only.

Options:
  --json   on standard output, one JSON object a line: lines and columns count from 1, columns in characters

Besides wrong syntax it reports:
  never-awaited            a coroutine that is dropped, compared, shown or tested
  blocking-call            time.sleep(), input() and the like inside 'async def'
  swallowed-cancellation   an 'except:' around an 'await' that does not raise again
  lost-task                create_task() whose result nobody keeps
  unreachable-code         statements that are never reached

A comment on the line silences a report: # quaver: ignore[lost-task]
";

const DUMP: &str = "\
Show how a file is read.

Usage:
  quaver dump STAGE FILE

FILE may be '-', for standard input.

Stages:
  tokens     the words of the language, with the indentation made visible
  ast        the tree
  bytecode   what the machine executes, function by function
";

const EXAMPLES: &str = "\
List, read and run the example programs in this binary.

Usage:
  quaver examples                            list them, each with what it shows
  quaver examples [OPTIONS] NAME [ARGS...]   run one
  quaver examples --show NAME                print its source

Options:
  --virtual-time   waiting takes no time
  --debug          name steps that hold the event loop for over 0.1 s
  -i               stay at the prompt when it has ended, with its names

To try a change: quaver examples --show hello > hello.py
";

/// The page with its headings and the left column of its tables set off, for a terminal.
pub(super) fn painted(page: &str) -> String {
    let mut out = String::new();
    for line in page.lines() {
        let is_heading = line.ends_with(':') && !line.starts_with(' ');
        let row = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '));
        match row {
            _ if is_heading => out.push_str(&format!("\x1b[1m{line}\x1b[0m")),
            Some(row) => {
                let end = row.find("  ").unwrap_or(row.len());
                out.push_str(&format!("  \x1b[36m{}\x1b[0m{}", &row[..end], &row[end..]));
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// The list of the examples, in the form of a page.
pub(super) fn example_list() -> String {
    let width = examples::ALL.iter().map(|e| e.name.len()).max().unwrap_or(0);
    let mut out = String::from("Programs to read and run, one idea each.\n");
    for (heading, names) in examples::chapters() {
        out.push_str(&format!("\n{heading}:\n"));
        for e in names {
            out.push_str(&format!("  {:width$}   {}\n", e.name, e.idea()));
        }
    }
    out.push_str("\nRun one with 'quaver examples NAME'; read it with 'quaver examples --show NAME'.\n");
    out
}
