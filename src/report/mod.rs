//! Diagnostics to text; the only folder that names ariadne.
