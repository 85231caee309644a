//! Tokens: the raw alphabet, found by logos, and the kinds the layout pass adds.

use logos::Logos;

/// A token: its kind and where it stands. Its text is a slice of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// First byte.
    pub lo: u32,
    /// After the last byte.
    pub hi: u32,
    /// What it is.
    pub kind: Tok,
}

/// Kinds of token.
///
/// `Indent`, `Dedent`, `FColon`, `FMiddle` and `FEnd` come from the driver only. `OpenStr`, `OpenTriple`,
/// `BadNumber`, `Imag` and `Backslash` never leave it: they become a report and a stand-in.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
#[logos(skip r"[ \t\x0c]+")]
#[logos(skip r"(\\(\r\n|\n|\r))+")]
#[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
#[rustfmt::skip]
#[allow(missing_docs)] // the names say it
pub enum Tok {
    // the end of a logical line, with all blank and comment lines after it and the next line's indentation
    #[regex(r"(\r\n|\n|\r)([ \t\x0c]*(#[^\r\n]*)?(\r\n|\n|\r))*[ \t\x0c]*", allow_greedy = true)]
    Newline,
    Indent, Dedent,

    #[regex(r"[A-Za-z_\u{80}-\u{10ffff}][A-Za-z0-9_\u{80}-\u{10ffff}]*", priority = 2)]
    Name,
    #[regex(r"0[xX](_?[0-9a-fA-F])+", priority = 20)]
    #[regex(r"0[oO](_?[0-7])+", priority = 20)]
    #[regex(r"0[bB](_?[01])+", priority = 20)]
    #[regex(r"[1-9](_?[0-9])*", priority = 20)]
    #[regex(r"0(_?0)*", priority = 20)]
    Int,
    #[regex(r"[0-9](_?[0-9])*\.([0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?", priority = 20)]
    #[regex(r"\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?", priority = 20)]
    #[regex(r"[0-9](_?[0-9])*[eE][+-]?[0-9](_?[0-9])*", priority = 20)]
    Float,
    #[regex(r"([0-9](_?[0-9])*\.?|([0-9](_?[0-9])*)?\.[0-9](_?[0-9])*)([eE][+-]?[0-9](_?[0-9])*)?[jJ]", priority = 20)]
    Imag,
    #[regex(r"[0-9][0-9A-Za-z_]*", priority = 1)]
    BadNumber,

    #[regex(r"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?'([^'\\\r\n]|\\(\r\n|[\s\S]))*'", priority = 30)]
    #[regex(r#"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?"([^"\\\r\n]|\\(\r\n|[\s\S]))*""#, priority = 30)]
    #[regex(r"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?'''([^'\\]|\\[\s\S]|'[^'\\]|'\\[\s\S]|''[^'\\]|''\\[\s\S])*'''", priority = 40)]
    #[regex(r#"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?"""([^"\\]|\\[\s\S]|"[^"\\]|"\\[\s\S]|""[^"\\]|""\\[\s\S])*""""#, priority = 40)]
    Str,
    #[regex(r"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?'([^'\\\r\n]|\\(\r\n|[\s\S]))*", priority = 10)]
    #[regex(r#"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?"([^"\\\r\n]|\\(\r\n|[\s\S]))*"#, priority = 10)]
    OpenStr,
    #[regex(r"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?'''([^'\\]|\\[\s\S]|'[^'\\]|'\\[\s\S]|''[^'\\]|''\\[\s\S])*'?'?", priority = 35)]
    #[regex(r#"([rR]|[bB]|[uU]|[bB][rR]|[rR][bB])?"""([^"\\]|\\[\s\S]|"[^"\\]|"\\[\s\S]|""[^"\\]|""\\[\s\S])*"?"?"#, priority = 35)]
    OpenTriple,
    #[regex(r#"([fF]|[fF][rR]|[rR][fF])('|"|'''|""")"#, priority = 50)]
    FStart,
    FMiddle, FColon, FEnd,

    #[token("(")] LParen,
    #[token(")")] RParen,
    #[token("[")] LBracket,
    #[token("]")] RBracket,
    #[token("{")] LBrace,
    #[token("}")] RBrace,
    #[token(",")] Comma,
    #[token(":")] Colon,
    #[token(";")] Semi,
    #[token(".")] Dot,
    #[token("...")] Ellipsis,
    #[token("->")] Arrow,
    #[token(":=")] Walrus,
    #[token("!")] Bang,
    #[token("@")] At,
    #[token("=")] Assign,
    #[token("+")] Plus,
    #[token("-")] Minus,
    #[token("*")] Star,
    #[token("**")] DoubleStar,
    #[token("/")] Slash,
    #[token("//")] DoubleSlash,
    #[token("%")] Percent,
    #[token("<<")] Shl,
    #[token(">>")] Shr,
    #[token("&")] Amp,
    #[token("|")] Pipe,
    #[token("^")] Caret,
    #[token("~")] Tilde,
    #[token("==")] EqEq,
    #[token("!=")] NotEq,
    #[token("<")] Lt,
    #[token("<=")] Le,
    #[token(">")] Gt,
    #[token(">=")] Ge,
    #[token("+=")] PlusEq,
    #[token("-=")] MinusEq,
    #[token("*=")] StarEq,
    #[token("/=")] SlashEq,
    #[token("//=")] DoubleSlashEq,
    #[token("%=")] PercentEq,
    #[token("@=")] AtEq,
    #[token("&=")] AmpEq,
    #[token("|=")] PipeEq,
    #[token("^=")] CaretEq,
    #[token("<<=")] ShlEq,
    #[token(">>=")] ShrEq,
    #[token("**=")] DoubleStarEq,
    #[token("\\")] Backslash,
    // stands for characters that are in no program; reported already
    Bad,

    #[token("False")] False,
    #[token("None")] None,
    #[token("True")] True,
    #[token("and")] And,
    #[token("as")] As,
    #[token("assert")] Assert,
    #[token("async")] Async,
    #[token("await")] Await,
    #[token("break")] Break,
    #[token("class")] Class,
    #[token("continue")] Continue,
    #[token("def")] Def,
    #[token("del")] Del,
    #[token("elif")] Elif,
    #[token("else")] Else,
    #[token("except")] Except,
    #[token("finally")] Finally,
    #[token("for")] For,
    #[token("from")] From,
    #[token("global")] Global,
    #[token("if")] If,
    #[token("import")] Import,
    #[token("in")] In,
    #[token("is")] Is,
    #[token("lambda")] Lambda,
    #[token("nonlocal")] Nonlocal,
    #[token("not")] Not,
    #[token("or")] Or,
    #[token("pass")] Pass,
    #[token("raise")] Raise,
    #[token("return")] Return,
    #[token("try")] Try,
    #[token("while")] While,
    #[token("with")] With,
    #[token("yield")] Yield,
    // soft keywords: `soft_keywords` turns them into names where they are none
    #[token("match")] Match,
    #[token("case")] Case,
    #[token("type")] Type,
}

impl Tok {
    /// Whether it is a hard keyword.
    pub fn is_keyword(self) -> bool {
        (Tok::False as u8..=Tok::Yield as u8).contains(&(self as u8))
    }

    /// Whether it is a name or a soft keyword.
    pub fn is_name(self) -> bool {
        matches!(self, Tok::Name | Tok::Match | Tok::Case | Tok::Type)
    }

    /// The closing bracket of an opening one.
    pub fn closer(self) -> Option<Tok> {
        match self {
            Tok::LParen => Some(Tok::RParen),
            Tok::LBracket => Some(Tok::RBracket),
            Tok::LBrace => Some(Tok::RBrace),
            _ => None,
        }
    }

    /// Whether it is a closing bracket.
    pub fn is_closer(self) -> bool {
        matches!(self, Tok::RParen | Tok::RBracket | Tok::RBrace)
    }

    /// Whether an expression can begin with it.
    pub fn starts_expr(self) -> bool {
        use Tok::*;
        matches!(
            self,
            Name | Match
                | Case
                | Type
                | Int
                | Float
                | Str
                | FStart
                | LParen
                | LBracket
                | LBrace
                | Minus
                | Plus
                | Tilde
                | Star
                | Not
                | Lambda
                | Await
                | Yield
                | None
                | True
                | False
                | Ellipsis
        )
    }

    /// Whether an operand can end with it.
    pub fn ends_operand(self) -> bool {
        use Tok::*;
        matches!(
            self,
            Name | Match
                | Case
                | Type
                | Int
                | Float
                | Str
                | FEnd
                | RParen
                | RBracket
                | RBrace
                | None
                | True
                | False
                | Ellipsis
        )
    }

    /// Whether it ends one line or starts the next.
    pub fn is_layout(self) -> bool {
        matches!(self, Tok::Newline | Tok::Indent | Tok::Dedent)
    }
}

/// The pieces of the text of an f-string.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
#[rustfmt::skip]
pub(super) enum Text {
    #[regex(r#"[^{}\\'"\r\n]+"#)] Chunk,
    #[token("{")] Open,
    #[token("{{")] DoubleOpen,
    #[token("}")] Close,
    #[token("}}")] DoubleClose,
    #[regex(r#"\\N\{[^{}'"\\\r\n]*\}"#, priority = 20)] Named,
    // a backslash and what it protects; never a brace
    #[regex(r"\\(\r\n|[^{}])", priority = 10)] Pair,
    #[token("\\")] Backslash,
    #[regex(r#"['"]"#)] Quote,
    #[regex(r"\r\n|\n|\r")] Newline,
}

/// Turns `match`, `case` and `type` into names wherever they are not keywords.
pub(super) fn soft_keywords(tokens: &mut [Token]) {
    let mut depth = 0usize;
    // the depths of the blocks of open `match` statements
    let mut matches: Vec<usize> = Vec::new();
    for i in 0..tokens.len() {
        let at = |k: usize| tokens.get(k).map(|t| t.kind);
        let kind = tokens[i].kind;
        let line_start = i == 0 || tokens[i - 1].kind.is_layout();
        let keyword = match kind {
            Tok::Indent => {
                depth += 1;
                continue;
            }
            Tok::Dedent => {
                depth = depth.saturating_sub(1);
                while matches.last().is_some_and(|&m| m > depth) {
                    matches.pop();
                }
                continue;
            }
            Tok::Match => {
                let header = line_start && at(i + 1).is_some_and(Tok::starts_expr);
                let end = (i..tokens.len()).find(|&k| tokens[k].kind == Tok::Newline).unwrap_or(tokens.len());
                let opens = header && tokens[end - 1].kind == Tok::Colon && at(end + 1) == Some(Tok::Indent);
                if opens {
                    matches.push(depth + 1);
                }
                opens
            }
            Tok::Case => line_start && matches.last() == Some(&depth),
            Tok::Type => {
                let start = line_start || matches!(tokens[i - 1].kind, Tok::Semi | Tok::Colon);
                let named = at(i + 1).is_some_and(Tok::is_name);
                start && named && matches!(at(i + 2), Some(Tok::Assign | Tok::LBracket))
            }
            _ => continue,
        };
        if !keyword {
            tokens[i].kind = Tok::Name;
        }
    }
}
