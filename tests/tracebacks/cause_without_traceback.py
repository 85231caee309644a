raise RuntimeError("outer") from ValueError("made, never raised")
