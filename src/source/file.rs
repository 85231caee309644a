//! A source text with its name and line starts, and the road from bytes to text.

use super::{Diagnostic, Kind, Span};

/// A place for people: line counted from 1, column in characters counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct LineCol {
    /// Line number, from 1.
    pub line: u32,
    /// Column in characters, from 0.
    pub col: u32,
}

/// One source text: its name, the text, and where its lines start.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: Box<str>,
    text: Box<str>,
    line_starts: Vec<u32>,
}

impl SourceFile {
    /// The largest text that spans can address.
    pub const MAX_BYTES: usize = u32::MAX as usize - 16;

    /// A file from a name and its text. Text beyond [`SourceFile::MAX_BYTES`] is cut off.
    pub fn new(name: impl Into<Box<str>>, text: impl Into<Box<str>>) -> SourceFile {
        let mut text: Box<str> = text.into();
        if text.len() > SourceFile::MAX_BYTES {
            let mut end = SourceFile::MAX_BYTES;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text = text[..end].into();
        }
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (i, &b) in bytes.iter().enumerate() {
            // "\r\n" ends one line, at its '\n'
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                line_starts.push(i as u32 + 1);
            }
        }
        SourceFile { name: name.into(), text, line_starts }
    }

    /// A file from raw bytes: UTF-8 with or without a byte order mark. Other bytes, or a coding comment
    /// that names another encoding, give the diagnostic (and a file to show it in) instead.
    pub fn from_bytes(
        name: impl Into<Box<str>>,
        bytes: &[u8],
    ) -> Result<SourceFile, Box<(SourceFile, Diagnostic)>> {
        let name = name.into();
        let fail = |span: Span, message: String, hint: &str| {
            let file = SourceFile::new(name.clone(), String::from_utf8_lossy(bytes).into_owned());
            let d = Diagnostic::error(Kind::SyntaxError, span, message).hint(hint);
            Err(Box::new((file, d)))
        };
        if let Some((span, cookie)) = coding_cookie(bytes) {
            let plain: String = cookie.to_ascii_lowercase().replace('_', "-");
            if !matches!(plain.as_str(), "utf-8" | "utf8" | "utf-8-sig" | "ascii" | "us-ascii" | "u8")
                && !plain.starts_with("utf-8-")
            {
                return fail(
                    span,
                    format!("encoding problem: {cookie}"),
                    "only UTF-8 source is supported: save the file as UTF-8 and drop the coding comment",
                );
            }
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(SourceFile::new(name, text)),
            Err(e) => {
                let at = e.valid_up_to();
                let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
                // every replacement character is three bytes wide; before the first bad byte nothing moves
                fail(
                    Span::new(at as u32, at as u32 + 3),
                    format!(
                        "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} on line {line}: the file is not UTF-8",
                        bytes[at]
                    ),
                    "save the file as UTF-8",
                )
            }
        }
    }

    /// The file's name as it is shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span, clamped to the file and to character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        let span = self.clamp(span);
        &self.text[span.range()]
    }

    /// The span moved inside the file and outwards to character boundaries.
    pub fn clamp(&self, span: Span) -> Span {
        let mut lo = (span.lo as usize).min(self.text.len());
        let mut hi = (span.hi as usize).clamp(lo, self.text.len());
        while !self.text.is_char_boundary(lo) {
            lo -= 1;
        }
        while !self.text.is_char_boundary(hi) {
            hi += 1;
        }
        Span::new(lo as u32, hi as u32)
    }

    /// Line and column of a byte offset.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let offset = self.clamp(Span::at(offset)).lo;
        let line = self.line(offset);
        let start = self.line_starts[line as usize - 1];
        let col = self.text[start as usize..offset as usize].chars().count() as u32;
        LineCol { line, col }
    }

    /// Line number (from 1) of a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&s| s <= offset) as u32
    }

    /// How many lines there are (a final line end starts one more, empty, line).
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }

    /// The text of a line (from 1) without its line end; empty beyond the file.
    pub fn line_text(&self, line: u32) -> &str {
        self.slice(self.line_span(line)).trim_end_matches(['\n', '\r'])
    }

    /// The bytes of a line (from 1), line end included; empty beyond the file.
    pub fn line_span(&self, line: u32) -> Span {
        let end = self.text.len() as u32;
        let at = |l: usize| self.line_starts.get(l).copied().unwrap_or(end);
        match line {
            0 => Span::at(0),
            _ => Span::new(at(line as usize - 1), at(line as usize)),
        }
    }
}

/// The encoding a comment on one of the first two lines asks for (PEP 263).
fn coding_cookie(bytes: &[u8]) -> Option<(Span, String)> {
    let mut start = 0;
    for _ in 0..2 {
        let rest = &bytes[start.min(bytes.len())..];
        let len = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        let line = &rest[..len];
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let skip = line.len() - text.len();
        let blank = text.iter().take_while(|b| b" \t\x0c\r".contains(b)).count();
        match text.get(blank) {
            Some(b'#') => {
                let found = text.windows(6).position(|w| w == b"coding").map(|i| i + 6);
                if let Some(i) = found.filter(|&i| matches!(text.get(i), Some(b':' | b'='))) {
                    let from = i + 1 + text[i + 1..].iter().take_while(|b| b" \t".contains(b)).count();
                    let ok = |b: &&u8| b.is_ascii_alphanumeric() || b"-_.".contains(b);
                    let n = text[from..].iter().take_while(ok).count();
                    if n > 0 {
                        let lo = (start + skip + from) as u32;
                        let cookie = String::from_utf8_lossy(&text[from..from + n]).into_owned();
                        return Some((Span::new(lo, lo + n as u32), cookie));
                    }
                }
            }
            None => {}
            // only a blank or comment line may come before a coding comment on line two
            Some(_) => return None,
        }
        start += len + 1;
    }
    None
}
