"""The desk's pages of posts: the list, one post with its history, and what is done to it."""

from . import appointing, changing, governments, post, register

urlpatterns = [
    *register.urlpatterns,
    *changing.urlpatterns,
    *appointing.urlpatterns,
    *governments.urlpatterns,
    *post.urlpatterns,
]
