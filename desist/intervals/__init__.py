"""How sure a figure is: the interval of one figure, and of the difference between two."""
