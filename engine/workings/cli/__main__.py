"""`python -m workings.cli`."""

from workings.cli import main

if __name__ == "__main__":
    main()
