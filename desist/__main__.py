"""`python -m desist` is the `desist` command."""

from desist.cli.main import main

main()
