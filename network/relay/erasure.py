"""What she wrote goes; what others wrote to her stays theirs, without her name."""

from network.vocabulary.rights import Whose

from .models import Acceptance, Conversation, Message, Report, Side

COVERS = ("relay.Acceptance", "relay.Conversation", "relay.Message", "relay.Report", "relay.Side")


def erase(whose: Whose) -> None:
    """A conversation in which nobody is left goes whole; a report stays for whoever made it."""
    with_her = list(Side.objects.filter(person=whose.person).values_list("conversation", flat=True))
    whose.delete(Message.objects.filter(sender=whose.person))
    whose.delete(Side.objects.filter(person=whose.person))
    whose.delete(Conversation.objects.filter(pk__in=with_her, sides=None))
    whose.delete(Acceptance.objects.filter(person=whose.person))
    whose.forget(Report.objects.filter(reporter=whose.person), reporter=None, why="")
    whose.forget(Report.objects.filter(reported=whose.person), reported=None)
    if whose.account is not None:
        whose.forget(Report.objects.filter(closed_by=whose.account), closed_by=None)
    whose.blot(Report.objects.all(), "why", "note")
    whose.blot(Conversation.objects.all(), "subject")
    whose.blot(Message.objects.all(), "text")
    whose.blot(Side.objects.all(), "alias")
