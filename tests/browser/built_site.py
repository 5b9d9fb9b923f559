"""Sites as a user builds them, served as a web server does."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without writing a line for every request."""

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing."""


def build_site(project: Path, target: Path, url: str = "") -> Path:
    """Build the site of a project as a user would, strictly; return its folder.

    Args:
        project: folder of its ``mkdocs.yml``.
        target: folder of the site.
        url: where it will be served; instant navigation compares addresses with it, port included.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(
        [*command, "--config-file", str(project / "mkdocs.yml"), "--site-dir", str(target)],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | ({"SITE_URL": url} if url else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port, before it is there if need be; gives its URL, with a slash."""
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
