"""Starts the fake Bot API server and drives it over `/control`."""

import json
import os
import subprocess
import urllib.error
import urllib.request


class Fake:
    """A running fake; leaving the `with` block ends it."""

    def __enter__(self):
        program = os.environ["FAKE_BOT_API"]
        # Port 0 is a free one; the lines printed first name it.
        self._process = subprocess.Popen(
            [program, "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        lines = [self._process.stdout.readline().strip() for _ in range(3)]
        self.url = lines[0].split("=", 1)[1]
        self.token = lines[1].split("=", 1)[1]
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()

    def control(self, verb, **request):
        """Does one thing as the people of the fake."""
        return self._post(f"{self.url}/control/{verb}", request)

    def see(self, what):
        """Looks at `calls`, `malformed`, `updates`, `bot` or `chats/ID`."""
        with urllib.request.urlopen(f"{self.url}/control/{what}") as answer:
            return json.load(answer)

    def call(self, method, **params):
        """Calls a method as the bot; returns the whole answer, also of a refusal."""
        try:
            return self._post(f"{self.url}/bot{self.token}/{method}", params)
        except urllib.error.HTTPError as refusal:
            return json.load(refusal)

    @staticmethod
    def _post(url, body):
        request = urllib.request.Request(
            url, json.dumps(body).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
