"""Serves the emulator for as long as its input stays open: whatever ends the process that started it, ends it too."""

import os
import signal
import sys
import threading


def end_with_input() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=end_with_input, daemon=True).start()
sys.argv = sys.argv[:1]
from ministack.app import main  # noqa: E402

main()
