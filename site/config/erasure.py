"""Tables of the libraries: tasks that were done, and what the page editor noted of her account."""

from django_tasks_db.models import DBTaskResult
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from network.vocabulary.rights import Whose

COVERS = (
    "django_tasks_database.DBTaskResult",
    "wagtailcore.Revision",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
    "wagtailusers.UserProfile",
    "library.LibraryImage",
    "library.LibraryDocument",
    "pages.HomePage",
    "pages.ContentPage",
    "pages.EventPage",
    "pages.EventPages",
)
_NAMING = (
    (Page, "owner"),
    (Page, "locked_by"),
    (Revision, "user"),
    (PageLogEntry, "user"),
    (ModelLogEntry, "user"),
    (WorkflowState, "requested_by"),
    (TaskState, "finished_by"),
    (Comment, "resolved_by"),
)


def erase(whose: Whose) -> None:
    """Pages stay; that it was she who wrote them does not. A revision keeps in its content who owned it."""
    if whose.account is None:
        return
    for model in (CommentReply, Comment, PageSubscription):
        whose.delete(model.objects.filter(user=whose.account))
    whose.delete(UserProfile.objects.filter(user=whose.account), "avatar")
    whose.delete(UploadedFile.objects.filter(uploaded_by_user=whose.account), "file")
    for model, column in _NAMING:
        whose.forget(model._default_manager.filter(**{column: whose.account}), **{column: None})
    for revision in Revision.objects.filter(content__icontains="owner").iterator(chunk_size=100):
        named = [name for name in ("owner", "locked_by") if revision.content.get(name) == whose.account]
        if named:
            revision.content = {**revision.content, **dict.fromkeys(named)}
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def afterwards(whose: Whose) -> None:
    """Tasks repeat in their arguments which record they were for, and in a failure what it held."""
    keys = {str(uid) for uid in whose.uids}
    for row in DBTaskResult.objects.iterator(chunk_size=500):
        said = [row.args_kwargs, row.return_value, row.traceback]
        if whose.is_named_in(said) or any(key in str(said) for key in keys):
            whose.delete(DBTaskResult.objects.filter(pk=row.pk))
    whose.blot(PageLogEntry.objects.all(), "data")
    whose.blot(ModelLogEntry.objects.all(), "label", "data")
