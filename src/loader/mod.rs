//! Import resolution: native table, embedded stdlib, files and packages beside the script.
