"""Pages that open without a connection: the script which answers for them on the device."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """`pages` is a pattern of the addresses for which `kept`, an empty page, answers below `scope`."""

    name: str
    pages: str
    kept: str
    scope: str
    assets: Sequence[str]

    def script(self) -> HttpResponse:
        """It touches no other page. Its version follows from all that it says and keeps."""
        folder = settings.SITE / "static"
        worker = (folder / "js" / "device_worker.js").read_text("utf-8")
        scripts = [(folder / name).read_text("utf-8") for name in self.assets if name.startswith("js/")]
        said = {
            "name": self.name,
            "pages": self.pages,
            "kept": self.kept,
            "assets": self._asked_for(),
        }
        all_of_it = "\n".join([json.dumps(said), worker, *scripts])
        said["version"] = hashlib.sha256(all_of_it.encode()).hexdigest()[:12]
        answer = HttpResponse(
            f"const SAID = {json.dumps(said)};\n{worker}", content_type="text/javascript; charset=utf-8"
        )
        answer["Service-Worker-Allowed"] = self.scope
        answer["Cache-Control"] = "no-cache"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    def _asked_for(self) -> list[str]:
        """As pages ask for them, and as scripts that import each other do: without the hash in the name."""
        plain = [f"{settings.STATIC_URL}{name}" for name in self.assets if name.startswith("js/")]
        return list(dict.fromkeys([*map(static, self.assets), *plain]))
