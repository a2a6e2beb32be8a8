"""The pieces of a Word document that an officer can go on editing."""
