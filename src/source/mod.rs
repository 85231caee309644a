//! Source text: spans, files and line starts, interned names, diagnostics as plain data.
