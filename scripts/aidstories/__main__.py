"""``python -m aidstories`` is the command ``aidstories``."""

from aidstories.cli import main

if __name__ == "__main__":
    main(prog_name="aidstories")
