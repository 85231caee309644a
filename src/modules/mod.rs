//! Native importable modules.
