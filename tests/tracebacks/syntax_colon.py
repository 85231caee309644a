import modules.broken_colon
