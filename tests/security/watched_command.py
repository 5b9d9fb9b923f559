"""Runs the command and writes down what it opens, loads and starts; a program of its own.

Its first argument names the file to write to, a JSON list a line: the event and what it is about. The
others are those of the command.
"""

import json
import os
import sys

WATCHED = (
    *("open", "os.scandir", "os.listdir", "import", "sqlite3.connect", "ctypes.dlopen"),
    *("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.startfile", "pty.spawn"),
    *("socket.connect", "socket.bind", "socket.getaddrinfo", "pickle.find_class"),
)


def watch(path: str) -> None:
    """Write down every event from here on."""
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event in WATCHED:
            said = [item if isinstance(item, list) else str(item) for item in arguments]
            os.write(log, json.dumps([event, said], default=str).encode() + b"\n")

    sys.addaudithook(note)


if __name__ == "__main__":
    watch(sys.argv.pop(1))
    sys.argv[0] = "postmortem"
    from postmortem_archive.cli.main import main

    main()
