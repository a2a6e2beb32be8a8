"""Charts: one file for each form, drawn without a browser as SVG, and as PNG where a format needs it."""
