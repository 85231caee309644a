//! Words for reports whose message alone does not say where to look or what to do.

use crate::source::Diagnostic;

/// How a message is recognised.
enum When {
    Starts(&'static str),
    Holds(&'static str),
}
use When::{Holds, Starts};

const TARGET: &str = "only names, attributes and items can be assigned to";
const BRACKETS: &str = "brackets close in the opposite order of their opening";

/// Message, words for the place, what to do. The first row that fits speaks.
#[rustfmt::skip]
const ADVICE: &[(When, &str, &str)] = &[
    // layout
    (Starts("expected ':'"), "a ':' is missing here", "a line that opens a block ends with ':'"),
    (Starts("expected an indented block"), "the block is missing before this", "indent the lines of the block, or write 'pass' for an empty one"),
    (Starts("unexpected indent"), "deeper than the line before, which opens no block", "only the lines of a block, after a ':', are indented"),
    (Starts("unindent does not match"), "no open block is indented like this", "indent the line like the other lines of its block"),
    (Starts("inconsistent use of tabs"), "tabs and spaces are mixed: the depth is ambiguous", "indent with spaces only"),
    (Starts("unexpected character after line"), "only the end of the line may follow this '\\'", "remove the '\\', or break the line right after it"),
    (Starts("too many levels of indentation"), "", "move inner blocks into functions of their own"),
    (Starts("too many nested parentheses"), "one bracket too many", "give inner parts names of their own"),
    // brackets
    (Holds("was never closed"), "opened here, and closed nowhere", "add the bracket that closes it"),
    (Starts("unmatched"), "no bracket is open that this could close", "remove it, or add the bracket that it closes"),
    (Starts("f-string: unmatched"), "no bracket is open that this could close", "remove it, or add the bracket that it closes"),
    (Starts("closing parenthesis"), "another bracket has to be closed first", BRACKETS),
    (Starts("expression expected after dictionary"), "the value is missing", "write 'key: value'"),
    (Starts("':' expected after dictionary key"), "this key has no value", "write 'key: value'"),
    // strings
    (Holds("perhaps you escaped the end quote"), "the string begins here", "a backslash before a quote makes it part of the text: write '\\\\' for a backslash"),
    (Starts("unterminated triple-quoted"), "the string begins here", "add the closing quotes"),
    (Starts("unterminated"), "the string begins here", "add the closing quote"),
    (Starts("f-string: expecting '}'"), "the field is still open here", "close the field with '}' before the string goes on"),
    (Starts("f-string: expecting"), "this does not belong in a field", "a field is '{expression}', '{expression!r}' or '{expression:format}'"),
    (Starts("f-string: lambda"), "after this ':' the format would begin", "put parentheses around the lambda"),
    (Starts("f-string: expressions nested"), "", "compute the inner value first, and give it a name"),
    (Starts("f-string: invalid conversion"), "", "a conversion is '!s', '!r' or '!a'"),
    (Starts("bytes can only contain ASCII"), "", "write text and encode it: \"…\".encode()"),
    (Starts("cannot mix bytes"), "text and bytes cannot be joined", "encode the text, or decode the bytes"),
    (Holds("truncated \\UXXXXXXXX"), "'\\U' begins the code of a character", "write r\"…\" for text with backslashes, or double them"),
    (Holds("unknown Unicode character name"), "", "the names are those of the Unicode standard: '\\N{BULLET}'"),
    (Starts("(unicode error)"), "an escape in this text is not whole", "write r\"…\" for text with backslashes, or double them"),
    (Starts("(value error)"), "an escape in these bytes is not whole", "two hexadecimal digits follow '\\x'"),
    (Starts("invalid escape sequence"), "", "double the backslash, or use a raw string"),
    (Starts("invalid octal escape"), "larger than a byte", "octal escapes go up to '\\377'"),
    // characters and numbers
    (Starts("invalid hexadecimal"), "", "digits from 0 to 9 and a to f follow '0x'"),
    (Holds("octal literal"), "", "octal numbers hold the digits 0 to 7"),
    (Holds("binary literal"), "", "binary numbers hold the digits 0 and 1"),
    (Starts("complex numbers"), "", "Quaver leaves complex numbers out: keep the two parts as floats"),
    (Starts("invalid non-printable"), "a character that cannot be seen", "delete it, and type an ordinary space if one is needed"),
    (Starts("invalid character"), "", "outside strings, names hold letters, digits and '_' only"),
    (Starts("source code cannot contain null"), "a byte with the value zero", "this looks like a binary file, or like text in UTF-16: save it as UTF-8"),
    // expressions
    (Starts("expected 'else' after"), "the value for the other case is missing", "write 'a if condition else b'"),
    (Starts("cannot use assignment expressions with"), "':=' gives values to plain names only", "assign in a statement of its own"),
    (Starts("assignment expression cannot be used in a comprehension iter"), "", "assign before the comprehension"),
    (Starts("assignment expression cannot rebind"), "this is the loop's own variable", "choose another name"),
    (Starts("Lambda expression parameters"), "parameters stand without parentheses", "write 'lambda x, y: …'"),
    (Starts("Function parameters"), "a parameter is a plain name", "take one parameter, and unpack it in the body"),
    (Starts("did you forget parentheses around the compr"), "two values without parentheses", "write '[(x, y) for …]'"),
    (Starts("iterable unpacking cannot"), "a comprehension gives one value at a time", "walk the inner values, too: '[x for part in parts for x in part]'"),
    (Starts("dict unpacking cannot"), "a comprehension gives one item at a time", "walk the items: '{k: v for d in dicts for k, v in d.items()}'"),
    (Starts("cannot use double starred"), "'**' stands in calls and dicts only", ""),
    (Starts("cannot use starred expression"), "'*' needs a list, a tuple or a call around it", "write '(*x,)' for a tuple, '[*x]' for a list"),
    (Starts("can't use starred expression"), "'*' needs a list, a tuple or a call around it", "write '*name,' for a tuple"),
    (Starts("assertion is always true"), "a tuple that is not empty is always true", "remove the parentheses: 'assert test, message'"),
    (Starts("\"is"), "'is' asks for the same object, not for an equal one", ""),
    (Holds("object is not callable; perhaps"), "this would be called", ""),
    (Starts("expression is nested too deeply"), "", "give parts of it names of their own"),
    // targets
    (Starts("cannot assign to None"), "a constant", "choose another name"),
    (Starts("cannot assign to True"), "a constant", "choose another name"),
    (Starts("cannot assign to False"), "a constant", "choose another name"),
    (Starts("cannot assign to __debug__"), "a constant", "choose another name"),
    (Starts("cannot assign to iterable argument"), "'*' takes no name", ""),
    (Starts("cannot assign to keyword argument"), "'**' takes no name", ""),
    (Holds("here. Maybe you meant '=='"), TARGET, "'==' compares; '=' gives the value on its right to the name on its left"),
    (Starts("cannot assign to"), TARGET, ""),
    (Holds("illegal expression for augmented"), "only a single name, attribute or item can be changed in place", ""),
    (Starts("only single target"), "", "annotate each name on a line of its own"),
    (Starts("illegal target for annotation"), "only names, attributes and items have annotations", ""),
    (Starts("cannot delete"), "only names, attributes and items can be deleted", ""),
    (Starts("multiple starred expressions"), "only one of these can take what is left over", ""),
    (Starts("starred assignment target"), "nothing says what else there is", "write '*name,' to take all into a list"),
    // functions
    (Starts("'await' outside function"), "", "put it in an 'async def', and start that with asyncio.run()"),
    (Starts("'yield from' inside async"), "", "write 'async for x in …:' and 'yield x'"),
    (Starts("'yield"), "only functions yield", "put it in a 'def'"),
    (Starts("'return' with value in async"), "an async generator ends without a value", "give the value with 'yield', and end with a bare 'return'"),
    (Starts("'return' outside"), "no function is around this", "sys.exit() ends a program"),
    (Starts("'break' outside loop"), "no loop is around this", "'return' leaves a function"),
    (Starts("'continue' not properly"), "no loop is around this", "'return' leaves a function"),
    (Starts("parameter without a default"), "this one has no default", "give it one, or move it before those that have one"),
    (Starts("duplicate argument"), "the name is taken", "rename one of the two"),
    (Starts("named arguments must follow"), "no parameter follows", "after a lone '*' come parameters that are given by name"),
    (Starts("arguments cannot follow var-keyword"), "after '**' nothing follows", "move it before the '**'"),
    (Starts("* argument may appear only once"), "the second one", ""),
    (Starts("at least one argument must precede"), "nothing stands before it", "parameters before '/' are given by position only"),
    (Starts("expected default value"), "the value is missing", ""),
    (Starts("expected argument value"), "the value is missing", "write 'name=value'"),
    (Starts("keyword argument repeated"), "given a second time", "remove one of the two"),
    (Starts("positional argument follows"), "an argument without a name", "move it before those with names"),
    (Starts("iterable argument unpacking follows"), "", "move it before the '**'"),
    (Starts("expression cannot contain assignment"), "the name of an argument is a plain word", "'==' compares"),
    // names
    (Starts("nonlocal declaration"), "no function is around this", "names at the top of a file are global: 'global x' in a function reaches them"),
    (Starts("no binding for nonlocal"), "no function around this one has such a variable", "'global' reaches the names at the top of the file"),
    (Holds("prior to global declaration"), "too late: the name is used above", "put the declaration first in the function"),
    (Holds("before global declaration"), "too late: the name is assigned above", "put the declaration first in the function"),
    (Holds("prior to nonlocal declaration"), "too late: the name is used above", "put the declaration first in the function"),
    (Holds("before nonlocal declaration"), "too late: the name is assigned above", "put the declaration first in the function"),
    (Holds("is parameter and"), "a parameter is the function's own", "rename one of the two"),
    // imports
    (Starts("trailing comma not allowed"), "nothing follows this comma", "remove it, or put parentheses around the names"),
    (Starts("Expected one or more names"), "the names are missing", ""),
    (Starts("import * only allowed"), "a function's names are known before it runs", "name what is needed: 'from m import a, b'"),
    (Starts("future feature"), "there is no such feature", "'annotations' is the one that still matters"),
    (Starts("from __future__ imports"), "other code stands before it", "move it to the top of the file"),
    // statements
    (Starts("Missing parentheses in call"), "a statement in Python 2, a function now", ""),
    (Starts("multiple exception types"), "", "write 'except (A, B):'"),
    (Starts("default 'except:' must be last"), "this catches all: what follows would never be tried", "move it to the end"),
    (Starts("cannot have both 'except'"), "the other kind", "use 'except*' for all clauses, or for none"),
    (Starts("expected one or more exception"), "", "name what is caught: 'except* Exception:'"),
    (Starts("'break', 'continue' and 'return'"), "", "set a variable here, and leave after the 'try'"),
    // patterns
    (Starts("wildcard makes"), "this matches everything", "move this case to the end"),
    (Starts("name capture"), "a plain name matches everything, and takes the value", "compare with a dotted name or in a guard: 'case x if x == …:'"),
    (Starts("multiple assignments to name"), "bound a second time", "choose another name, and compare the two in a guard"),
    (Starts("alternative patterns"), "", "every alternative binds the same names"),
    (Starts("positional patterns follow"), "a pattern without a name", "move it before those with names"),
    (Starts("multiple starred names"), "only one of these can take what is left over", ""),
    (Starts("mapping pattern checks duplicate"), "", "remove one of the two"),
];

/// Adds words to a report that has none.
pub fn advise(d: &mut Diagnostic) {
    let fits = |when: &When| match when {
        Starts(text) => d.message.starts_with(text),
        Holds(text) => d.message.contains(text),
    };
    let Some((_, label, hint)) = ADVICE.iter().find(|row| fits(&row.0)) else { return };
    if d.label.is_empty() {
        d.label = (*label).into();
    }
    if d.hints.is_empty() && !hint.is_empty() {
        d.hints.push((*hint).into());
    }
}
