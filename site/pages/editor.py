"""What an editor may set for herself in Wagtail's admin."""

from typing import Any

from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel


class EditorAccountView(AccountView):
    """Language, theme and notifications. Names and pictures are people's, and would be public files here."""

    def get_panels(self) -> list[Any]:
        return [
            panel
            for panel in super().get_panels()
            if not isinstance(panel, NameEmailSettingsPanel | AvatarSettingsPanel)
        ]
