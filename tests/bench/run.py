"""Everything that `make bench` measures, one after the other; it asserts no durations.

Figures are ratios within one run, or show how cost grows with what is stored; absolute times mean
little on a shared machine.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import desk_commands, directory_import, intake_accept, mail_to_case  # noqa: E402 — after the path


def main() -> None:
    """Print each report under its heading."""
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="broker-bench-")
    (Path(os.environ["XDG_RUNTIME_DIR"]) / "python_PostgresServer").mkdir()
    for heading, report in (
        ("Accepting mail, durably, beside aiosmtpd throwing it away", intake_accept.report),
        ("From a stored mail to a case, beside django-helpdesk", mail_to_case.report),
        ("Commands through the desk, by database and cases stored", desk_commands.report),
        ("Importing a national register while mail comes in", directory_import.report),
    ):
        print(f"\n{heading}\n{'-' * len(heading)}", flush=True)
        for line in report():
            print(line, flush=True)


if __name__ == "__main__":
    main()
