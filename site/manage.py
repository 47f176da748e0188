"""Django's command line. `python entramado.py manage …` is the usual way in."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    from django.core.management import execute_from_command_line  # Django must find the path set above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
