import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0003_series"),
        ("library", "0004_documents_without_author"),
        ("pages", "0003_privacy_notice_is_no_page"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventPages",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "neutral_title",
                    models.BooleanField(
                        default=False,
                        help_text="The browser's tab, its history and search engines show only the name of the network. Choose it for pages on violence or harassment: the phone may be in other hands.",
                        verbose_name="neutral title",
                    ),
                ),
            ],
            options={
                "verbose_name": "folder of pages of events",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="EventPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "neutral_title",
                    models.BooleanField(
                        default=False,
                        help_text="The browser's tab, its history and search engines show only the name of the network. Choose it for pages on violence or harassment: the phone may be in other hands.",
                        verbose_name="neutral title",
                    ),
                ),
                ("lead", models.TextField(blank=True, max_length=600, verbose_name="introduction")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("paragraph", 0), ("key_facts", 7), ("call_to_action", 13), ("illustration", 16)],
                        blank=True,
                        block_lookup={
                            0: ("library.blocks.ParagraphBlock", (), {}),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "title", "max_length": 120, "required": False},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "number or word", "max_length": 40},
                            ),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "what it says", "max_length": 160}),
                            4: ("wagtail.blocks.StructBlock", [[("value", 2), ("text", 3)]], {}),
                            5: (
                                "wagtail.blocks.ListBlock",
                                (4,),
                                {"label": "facts", "max_num": 6, "min_num": 1},
                            ),
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "source and date", "max_length": 200, "required": False},
                            ),
                            7: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 1), ("facts", 5), ("source", 6)]],
                                {},
                            ),
                            8: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 120}),
                            9: ("wagtail.blocks.TextBlock", (), {"label": "text", "required": False}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "words of the button", "max_length": 60},
                            ),
                            11: ("wagtail.blocks.PageChooserBlock", (), {"label": "page", "required": False}),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "An address of this site such as /instituciones/, or one that begins with https://",
                                    "label": "or an address",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            13: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 8), ("text", 9), ("button", 10), ("page", 11), ("address", 12)]],
                                {},
                            ),
                            14: ("wagtail.images.blocks.ImageBlock", [], {"label": "image"}),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "caption", "max_length": 250, "required": False},
                            ),
                            16: ("wagtail.blocks.StructBlock", [[("image", 14), ("caption", 15)]], {}),
                        },
                        verbose_name="content",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="editorial_pages",
                        to="events.event",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Pictures are public files, whoever may see the event. Describe it where it is kept.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.libraryimage",
                        verbose_name="picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "page of an event",
            },
            bases=("wagtailcore.page",),
        ),
    ]
