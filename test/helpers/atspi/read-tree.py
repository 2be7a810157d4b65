#!/usr/bin/python3
"""Prints the page that a browser shows, as assistive technology gets it: one JSON tree.

Each node is {"role", "name", "description", "states", "attributes", "children"}; the words are those of AT-SPI.
"""
import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

DEADLINE_SECONDS = 15


def children(node):
    found = (node.get_child_at_index(i) for i in range(node.get_child_count()))
    return [child for child in found if child is not None]


def find_document(node):
    if node.get_role() == Atspi.Role.DOCUMENT_WEB:
        return node
    for child in children(node):
        document = find_document(child)
        if document is not None:
            return document
    return None


def read(node):
    return {
        "role": node.get_role_name(),
        "name": node.get_name(),
        "description": node.get_description(),
        "states": sorted(state.value_nick for state in node.get_state_set().get_states()),
        "attributes": dict(node.get_attributes() or {}),
        "children": [read(child) for child in children(node)],
    }


def main():
    deadline = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < deadline:
        for application in children(Atspi.get_desktop(0)):
            document = find_document(application)
            if document is not None and document.get_child_count() > 0:
                json.dump(read(document), sys.stdout, ensure_ascii=False)
                return
        time.sleep(0.1)
    sys.exit("no page is to be found on the accessibility bus")


main()
