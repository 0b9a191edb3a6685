"""The inside of the package. Nothing here is pickled into a state, so everything here may move."""
