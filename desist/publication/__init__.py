"""Everything that is published: one document tree, its numbering and the renderers that print it."""
