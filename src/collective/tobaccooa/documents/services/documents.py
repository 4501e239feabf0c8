"""`POST <unit>/@documents` creates a document; `PATCH <doc>` changes its fields."""

from __future__ import annotations

from collective.tobaccooa import _
from collective.tobaccooa.documents.authors import check_registrar
from collective.tobaccooa.documents.rendering import document_json
from collective.tobaccooa.documents.storage import CLASSES
from collective.tobaccooa.documents.storage import create_document
from collective.tobaccooa.documents.storage import update_document
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation.directory import directory
from collective.tobaccooa.rest import OAService
from typing import Any

import hashlib
import json


def body_digest(unit_code: str, body: dict[str, Any]) -> str:
    """Return sha256 (hex) of a request's meaning, whatever the order of its keys."""
    text = json.dumps([unit_code, body], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class DocumentsPost(OAService):
    """Create a document in the unit: 201, its JSON, `Location`."""

    def answer(self) -> dict[str, Any]:
        """Answer a repeated Idempotency-Key with the same document.

        :raises InvalidInput, Refused, KeyReused: see `storage.create_document`.
        """
        values = dict(self.body)
        unit_code = directory().unit_of(self.context).code
        digest = body_digest(unit_code, values)
        portal_type = values.pop("@type", "OutgoingDocument")
        if not isinstance(portal_type, str) or portal_type not in CLASSES:
            raise InvalidInput(
                _(
                    "error_document_kind",
                    default="“${type}” is no kind of document. Possible are: ${choices}.",
                    mapping={"type": str(portal_type)[:60], "choices": ", ".join(CLASSES)},
                ),
                field="@type",
            )
        if portal_type == "IncomingDocument":
            check_registrar(unit_code, self.actor)
        document = create_document(
            unit_code, portal_type, values, self.actor, key=self.key, body_digest=digest
        )
        self.status = 201
        self.request.response.setHeader("Location", document.absolute_url())
        return document_json(document)


class DocumentPatch(OAService):
    """Change fields of a document; its holder only, in the steps where the text is open."""

    def answer(self) -> Any:
        """Answer 204, or the JSON when the client prefers a representation.

        :raises InvalidInput: see `storage.update_document`.
        """
        values = {key: value for key, value in self.body.items() if key != "@type"}
        update_document(self.context, values, self.actor)
        if "return=representation" in (self.request.getHeader("Prefer") or ""):
            return document_json(self.context)
        self.status = 204
        return self.reply_no_content()
