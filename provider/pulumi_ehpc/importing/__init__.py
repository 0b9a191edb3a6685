"""How clusters that exist already come under a stack: their program, their entries, and the stack before and after."""
