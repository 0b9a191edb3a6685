"""What follows from a table and values, without asking anybody: check, plan, wire, state, marks."""
