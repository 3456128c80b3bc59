"""A browser for the server's pages: it keeps its cookie, and sends the token of the form it was last shown."""

import re
from html import unescape
from urllib.parse import urlencode

from argon2.profiles import CHEAPEST

from app.domain.staff import StaffRole
from app.pusat.passwords import Passwords
from app.pusat.staff import Staff
from tests.app.pusat.trial import Answer, Trial

PASSWORD = "kopi pagi di mahakam"
CHEAP = Passwords(CHEAPEST)


class Browser:
    """Somebody at the pages of a trial server."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.cookie = ""
        self.csrf = ""

    @property
    def staff(self) -> Staff:
        return Staff(store=self.trial.store.staff, passwords=CHEAP, clock=self.trial.clock)

    def sign_in(self, role: StaffRole = StaffRole.ADMIN) -> None:
        """Sign in as a person who is there for it, added when there is none."""
        login = f"orang.{role.value}"
        if login not in {member.login for member in self.staff.people()}:
            self.staff.add(login=login, name="Rahma Wati", role=role, password=PASSWORD, who="konsol")
        self.get("/pusat/masuk")
        answer = self.post("/pusat/masuk", login=login, password=PASSWORD)
        assert (answer.status, answer.headers["location"]) == (303, "/pusat/")

    def get(self, path: str) -> Answer:
        return self._kept(self.trial.call("GET", path, headers=self._headers()))

    def post(self, path: str, **fields: str) -> Answer:
        body = urlencode({"csrf": self.csrf, **fields}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self._headers()}
        return self._kept(self.trial.call("POST", path, body, headers))

    def upload(self, path: str, **files: bytes) -> Answer:
        """Send files in a form of several parts."""
        mark = "----loket"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{self.csrf}\r\n'.encode()]
        for name, content in files.items():
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.xlsx"\r\n'
            parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", **self._headers()}
        return self._kept(self.trial.call("POST", path, body, headers))

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"loket_pusat={self.cookie}"} if self.cookie else {}

    def _kept(self, answer: Answer) -> Answer:
        given = re.match(r'loket_pusat=("?)([^;"]*)\1;', answer.headers.get("set-cookie", ""))
        if given:
            self.cookie = given[2]
        token = re.search(r'name="csrf" value="(\w+)"', str(answer.content))
        if token:
            self.csrf = token[1]
        return answer


def text_of(answer: Answer) -> str:
    """Give what a person reads on a page."""
    body = re.sub(r"(?s)<(style|script|svg).*?</\1>", " ", str(answer.content))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
