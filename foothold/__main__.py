"""`python -m foothold`."""

from foothold.cli import main

if __name__ == "__main__":
    main(prog_name="foothold")
