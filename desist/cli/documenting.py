"""Write the generated reference pages: docs."""
