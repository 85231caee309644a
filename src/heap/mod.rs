//! Garbage-collected memory: headers, size-class pages, mark and lazy sweep, accounting.
