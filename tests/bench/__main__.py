"""`python3 entramado.py bench [NAME…]`: runs measurements one after the other; without a name, lists them."""

import datetime
import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    here = Path(__file__).resolve().parent
    known = sorted(path.stem for path in here.glob("*.py") if not path.stem.startswith("_"))
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        print("Mediciones: " + ", ".join(known))
        return 2 if unknown else 0
    worst, today = 0, datetime.date.today().isoformat()
    for name in names:
        print(f"### {name} ({today}, `python3 entramado.py bench {name}`)\n", flush=True)
        worst |= subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], cwd=here.parents[1]).returncode
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
