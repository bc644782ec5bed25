"""Commands that write the generated files of this repository."""
