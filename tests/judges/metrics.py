"""The metrics page of a running Lotse, read by the parser of Prometheus' own client, and held to what `promtool check metrics` asks for."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).parents[2]


def judge(court, fake, _):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        lotse = subprocess.Popen(
            [
                Path(os.environ["FAKE_BOT_API"]).with_name("lotse"),
                *("--knowledge", ROOT / "tests/guides/klein", "--encoder", "off"),
                *("--index", Path(folder, "index"), "--data", Path(folder, "data")),
                *("serve", "--health-listen", address),
            ],
            env={"TELOXIDE_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url},
            stderr=subprocess.DEVNULL,
        )
        try:
            answer = page(f"http://{address}/metrics", lotse)
        finally:
            lotse.terminate()
            lotse.wait()
    kind = answer.headers["content-type"]
    court.check("the page says which format it has", kind.startswith("text/plain; version=0.0.4"), kind)
    families = list(text_string_to_metric_families(answer.text))
    court.check("there are metrics", len(families) > 20, len(families))
    names = [family.name for family in families]
    court.check("no metric comes twice", len(set(names)) == len(names), names)
    for family in families:
        court.check("a metric says what it counts", bool(family.documentation), family.name)
        court.check("a metric has a type", family.type != "unknown", family.name)
        lines = [line for line in answer.text.splitlines() if line.startswith(f"# TYPE {family.name}")]
        if family.type == "counter":
            court.check("a counter ends with _total", lines and lines[0].endswith("_total counter"), lines)
        if family.type == "histogram":
            endless = [sample for sample in family.samples if sample.labels.get("le") == "+Inf"]
            counts = [sample for sample in family.samples if sample.name.endswith("_count")]
            same = [s.value for s in endless] == [s.value for s in counts] != []
            court.check("a histogram ends with all it counted", same or not family.samples, family.name)


def page(url, lotse):
    """The page, as soon as it is there."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url) as answer:
                answer.text = answer.read().decode()
                return answer
        except urllib.error.URLError:
            if lotse.poll() is not None:
                raise
            time.sleep(0.1)
    raise TimeoutError(url)
