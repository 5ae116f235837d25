"""The passes: each reads a draft and proposes what to change, for one kind of damage."""
