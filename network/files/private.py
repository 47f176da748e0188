"""Where private files lie: below VAR/private, which nothing serves but a view that asks who is looking."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage


class PrivateStorage(FileSystemStorage):
    """Files only the owner of the process may read; it gives no addresses."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.PRIVATE_ROOT,
            base_url=None,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )


def private_storage() -> Storage:
    """For `FileField(storage=private_storage)`: chosen when the process starts, not in a migration."""
    return PrivateStorage()
