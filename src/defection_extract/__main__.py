"""`python -m defection_extract`: the same as the `defx` command."""

from .cli import main

if __name__ == "__main__":
    main()
