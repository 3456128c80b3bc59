"""A desk that attaches, takes away, discards and files without end, and tells what is done: ``FOLDER``."""

import itertools
import sys
from pathlib import Path

from tests.desk import reopen, typed
from tests.files import a_pdf, a_photo

entrance, session = reopen(Path(sys.argv[1]))
services, officer = session.services, session.officer
attach, keep = services.attach, services.keep_draft
print("ready", flush=True)
for turn in itertools.count():
    draft = typed(entrance)
    print("began", draft.id, flush=True)
    for n in range(1, 4):
        content = a_pdf(n) if n % 2 else a_photo(600 + turn, 400)
        held = attach(officer, draft, attach.seal(officer, content, f"{n}"))
        print("attached", draft.id, held[-1].id, flush=True)
    print("removing", draft.id, held[0].id, flush=True)
    attach.remove(officer, held[0].id)
    print("removed", draft.id, held[0].id, flush=True)
    if turn % 3 == 1:
        print("discarding", draft.id, flush=True)
        keep.discard(officer, draft.id)
        print("discarded", draft.id, flush=True)
    elif turn % 3 == 2:
        services.register_complaint(officer, draft)
        print("filed", draft.id, flush=True)
