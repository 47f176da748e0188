"""The links of this room that a message may bear."""

from .links import answer_link, enter_link, invitation_link

LINKS = {"invitation": invitation_link, "answer": answer_link, "enter": enter_link}
