# What Orca 48 leaves out on a slow machine, where its events come late and not in order; Orca 43 and a
# quick machine speak it. Orca loads this file from its folder at its start. An Orca that is built
# otherwise goes on without it.

from orca import focus_manager, input_event_manager
from orca.ax_object import AXObject
from orca.ax_utilities import AXUtilities
from orca.liveregions import LiveRegionManager
from orca.scripts.toolkits.Chromium.script import Script
from orca.scripts.web.script_utilities import Utilities

on_caret_moved = Script.on_caret_moved
on_focused_changed = Script.on_focused_changed
handle_event_for_removed_child = Utilities.handleEventForRemovedChild
handle_live_event = LiveRegionManager.handleEvent

OBJECT = "\ufffc"
said = []


def present_field_on_caret_moved(self, event):
    """A text field is taken over without a word when its caret is told before its focus."""
    manager = focus_manager.get_manager()
    field = event.source
    if (
        field != manager.get_locus_of_focus()
        and AXUtilities.is_editable(field)
        and AXUtilities.is_focused(field)
    ):
        manager.set_locus_of_focus(event, field)
        return
    on_caret_moved(self, event)


def present_after_what_is_gone(self, event):
    """What gets the focus from something that is gone is taken over without a word."""
    source = event.source
    is_inside = event.detail1 and self.utilities.getDocumentForObject(source) is not None
    if not is_inside or AXUtilities.is_document(source) or has_place(self):
        on_focused_changed(self, event)
    elif AXUtilities.is_landmark(source):
        # The focus only rests on it, see renderer/ui/arrive.ts; by now it may be elsewhere.
        focus_manager.get_manager().set_locus_of_focus(event, source, False)
    elif AXUtilities.is_focused(source):
        focus_manager.get_manager().set_locus_of_focus(event, source)


def has_place(script):
    """Whether the place where the person was before is still there."""
    focus = focus_manager.get_manager().get_locus_of_focus()
    context, _ = script.utilities.getCaretContext(searchIfNeeded=False)
    return not any(place is not None and AXObject.is_dead(place) for place in (focus, context))


def leave_the_place_to_the_page(self, event):
    """Where what has the focus is removed, Orca goes to a place near it without a word. Only who reads
    line by line is left to that; for others the page moves the focus itself, which is then spoken."""
    keys = input_event_manager.get_manager()
    if keys.last_event_was_up() or keys.last_event_was_down():
        return handle_event_for_removed_child(self, event)
    return False


def say_each_piece_once(self, event):
    """What is added to a live region is told twice, by itself and as a child of the region. The second
    is dropped within a second of the first, which is long over where each takes a second."""
    is_place = event.any_data == OBJECT
    piece = AXObject.get_child(event.source, event.detail1) if is_place else event.source
    if piece is not None and AXObject.get_attribute(piece, "live") in (None, ""):
        if hash(piece) in said:
            return
        said.append(hash(piece))
        del said[:-64]
    handle_live_event(self, event)


Script.on_caret_moved = present_field_on_caret_moved
Script.on_focused_changed = present_after_what_is_gone
LiveRegionManager.handleEvent = say_each_piece_once
Utilities.handleEventForRemovedChild = leave_the_place_to_the_page
