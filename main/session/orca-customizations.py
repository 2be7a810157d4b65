# Orca 48 takes over a text field without a word when the field's caret is told before its focus, as
# Chromium does and a slow machine does not put in order; Orca 43 speaks it. Orca loads this file from
# its folder at its start. An Orca that is built otherwise goes on without it.

from orca import focus_manager
from orca.ax_utilities import AXUtilities
from orca.scripts.toolkits.Chromium.script import Script

on_caret_moved = Script.on_caret_moved


def present_field_on_caret_moved(self, event):
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


Script.on_caret_moved = present_field_on_caret_moved
