"""What each address may show of a person. An address that stands in no list here fails test_matrix.py.

Addresses go by their names (an address without one by its route); what stands in third parties' areas goes by
prefix. Whom an address lets in is said by its view (network/web/audience.py); this says what of other people
those may then read in it.
"""

NOTHING = "no person at all, whoever reads it"
HERS = "the reader's own affairs, and of others no more than she may see"
PEOPLE = "of each person what the reader may see of her"
HOLDERS = "who holds a post, where the post and she allow, and whom the reader may see"
DUTY = "the people in the reader's care, with what the desk needs to write to them"
ASKED = "who asks for what by right, and what the desk needs of her, to whoever answers"
REPORTED = "what a member showed to the administration of messages, and her words about it"
SHUT = "nothing: closed for good"

SHOWS: dict[str, str] = {
    NOTHING: """
        components licence privacy aviso-de-privacidad/ privacy-notice/ office_logo
        analysis analysis_without analysis_ready analysis_json analysis_nodes_csv analysis_ties_csv
        map map_data map_card map_svg map_graphml map_gexf
        resilience resilience_posts resilience_json resilience_points_csv resilience_cut_off_csv
        resilience_dependents_csv
        changes changes_json changes_ties_csv changes_institutions_csv changes_measures_csv
        coverage coverage_json
        analysis_report analysis_report_pdf analysis_report_docx coverage_report coverage_report_pdf
        coverage_report_docx resilience_report resilience_report_pdf resilience_report_docx
        changes_report changes_report_pdf changes_report_docx
        institutions institutions_csv mechanism groups group agreements agreement
        agreement_notice agreement_notice_given milestones milestone resources routes documents document
        document_file red/respuestas/<path:rest> integrantes/<path:rest>/
        desk_action_token desk_action_institutions desk_action_empty desk_action_worker
        desk_action_withdraw desk_action_restore desk_action_publish desk_action_attach desk_action_unfile
        desk_action_evidence
        desk_commitments desk_commitment_new desk_commitment_correct desk_commitment_publish
        desk_commitment_report desk_commitment_report_pdf desk_commitment_report_docx desk_commitment
        desk_commitment_progress desk_commitment_take_back desk_commitment_file desk_commitment_done
        desk_commitment_acknowledged desk_commitment_not_met desk_commitment_due desk_commitment_reopen
        desk_commitment_remind
        desk_office desk_office_preview desk_office_signature
        desk_governments desk_government_change desk_government_remove
        desk_mechanisms desk_mechanism desk_stage_publish desk_stage desk_conditions desk_items
        desk_folios desk_wording desk_wording_example desk_wording_original
        founding founding_network founding_country founding_who founding_administrator
        founding_institutions first_list
        notices_stop notices_number
        joining application application_sent application_received application_confirm application_answer
        application_enter invitation_code invitation_sent invitation_open invitation privacy_version
        desk_notice
        events events_month events_week events_feed own_feed event event_ics event_enrol event_sent
        event_place event_place_ics event_now event_place_now desk_event_token desk_event_door_empty
        desk_event_door_worker desk_event_moment desk_event_sheets desk_event_signed_remove desk_events
        desk_event_new desk_event_deed desk_event_cancel desk_event_preview desk_event_write_in
        desk_event_plan desk_event_repeat desk_event_page event_series_ics
        event_leave_letter event_attendance_letter event_stop_later event_opinion event_place_material
        given_trainings given_trainings_pdf given_trainings_docx
        training_reach training_reach_pdf training_reach_docx desk_edition_ties
        event_material desk_event_survey desk_event_survey_close desk_event_survey_csv desk_event_survey_pdf
        desk_event_materials desk_event_material_remove desk_event_milestone
        trainings curriculum edition_enrol_other training_consent desk_trainings desk_curricula
        desk_curriculum_new desk_curriculum desk_curriculum_edit desk_curriculum_deed desk_curriculum_rule
        desk_curriculum_conditions desk_module_new desk_module desk_module_remove desk_unit_new desk_unit
        desk_module_move desk_unit_move desk_assignment_move
        desk_unit_remove desk_assignment_new desk_assignment desk_assignment_remove desk_edition_deed
        desk_edition_cancel desk_edition_session_new desk_edition_attach desk_edition_session
        desk_edition_session_remove
        certificate_form certificate place_certificates place_certificate_pdf
    """,
    HERS: """
        save_answer rename_saved_answer discard_saved_answer retry_saved_answer bring_back_saved_answer
        saved_answer_pdf saved_answer_docx saved_answer_json saved_answer_today saved_answer_today_pdf
        saved_answer_today_docx saved_answers saved_answer saved_answer_ready
        handover handover_pdf handover_docx own_posts own_note
        printings printing printing_progress printing_file printing_again printing_discard
        notices notices_read notice notice_preferences own_sessions own_sessions_end
        choose_visibility seen_as own_blocks unblock own_photo remove_photo own_profile confirm_profile
        own_section own_affiliation own_affiliation_answer own_events own_calendar
        own_data own_data_copy own_data_progress own_data_file own_data_discard own_data_ask
        own_data_withdraw own_data_oppose
        conversations relay_acceptance conversation_report conversation_share conversation_hide
        conversation_leave conversation_block conversation
        own_training own_enrolment own_work work_file
        own_certificates own_certificate_pdf own_certificate_choice
        own_training_history own_training_history_pdf own_training_history_docx own_training_history_json
        own_external_new own_external own_external_remove own_external_file
        own_network own_network_part no_more_suggested suggest_again answer_collaboration
        edition edition_enrol edition_deed edition_consent_letter
    """,
    PEOPLE: """
        people person person_photo person_write block_person introductions declare_collaboration
        training_reach_institution
    """,
    HOLDERS: "institution",
    REPORTED: "desk_abuse desk_abuse_report",
    DUTY: """
        desk desk_week desk_find desk_journal desk_undo
        desk_action_new desk_action_month desk_advisers desk_adviser_end desk_action_correct desk_action
        desk_action_counts        desk_actions
        desk_posts desk_post_new desk_post_change desk_post_close desk_post_reopen desk_appoint
        desk_appointment_end desk_appointment_correct desk_appointment_holder desk_post
        desk_groups desk_group_new desk_group_edit desk_seats desk_seat desk_session_new desk_session_edit
        desk_session_cancel desk_session_back desk_session_publish desk_session_call desk_session_write
        desk_session desk_session_paper desk_session_file desk_sessions desk_acuerdos desk_acuerdo desk_group
        handover_today handover_today_pdf handover_today_docx handover_note handover_keep handover_sign
        handover_signed handover_successor
        desk_requests desk_request_new desk_request_edit desk_request_discard desk_request_choose
        desk_request_address desk_request_send desk_request_remind desk_request_letters desk_request_outbox
        desk_request_pdf desk_request_docx desk_request_zip desk_request_answers desk_recipient_answer
        desk_recipient_correct desk_recipient_take_back desk_recipient_anew desk_recipient_designate
        desk_request desk_request_received desk_request_more_time desk_request_close desk_request_reopen
        desk_request_recipient desk_recipient_received desk_recipient_withdraw desk_recipient_undo
        desk_recipient_undesignate
        closings closing_new closing closing_progress closing_how closing_designations closing_roles
        closing_apply closing_again closing_undo closing_discard closing_annex closing_annex_pdf
        closing_annex_docx closing_package
        desk_documents desk_transparency desk_letter_new desk_letter_edit desk_paper_new desk_paper_edit
        desk_document_issue desk_document_discard desk_document_cancel desk_document_publish
        desk_document_stamp desk_document_attach desk_document_file desk_document_unfile desk_document
        desk_letter_pdf desk_letter_docx
        desk_messages desk_mailing desk_mailing_emails desk_mailing_eml desk_mailing_folios
        desk_mailing_drafts desk_mailing_letters desk_message desk_message_copied desk_message_eml
        desk_message_email desk_message_folio desk_message_draft desk_message_letter desk_invitations
        importing import_draft import_checked import_apply import_recheck import_discard import_corrected
        import_step import_done import_progress import_go_on import_take_back import_undo
        first_steps first_record
        desk_joining desk_affiliations desk_affiliation_verify desk_invitations_sent
        desk_invitation_revoke desk_invitation_again desk_application desk_application_again
        desk_application_decide
        desk_pace
        desk_event desk_event_step desk_event_place desk_event_attendance desk_event_sheet
        desk_event_door desk_event_people desk_event_marks desk_event_arrival desk_event_signed
        desk_event_partners desk_event_partners_given desk_event_writing desk_event_message
        desk_event_message_eml desk_event_message_letters
        desk_edition desk_edition_step desk_enrolments desk_enrolment_invite desk_enrolment
        desk_enrolment_message desk_enrolment_message_eml desk_enrolment_message_letter
        edition_progress edition_progress_pasted edition_progress_sheet edition_progress_remind judged_work
        desk_edition_results desk_edition_result desk_edition_certificates desk_edition_certificates_file
        desk_event_certificates desk_event_certificates_file desk_certificate desk_certificate_pdf
        certificate_run certificate_run_progress
        desk_externals desk_external desk_external_file
    """,
    ASKED: """
        desk_rights desk_right_enter desk_open_record desk_close_record desk_deadlines desk_deadline
        desk_right desk_right_extend desk_right_answer desk_right_done desk_right_block desk_right_erase
    """,
}

AREAS = {
    "cms/": "Wagtail's admin and its hooks: no model that bears a person is registered there",
    "archivos/": "published documents of the public pages",
    "cuenta/": "allauth: the reader's own account alone",
    "media/images/": "what public pages show",
    "_util/": "Wagtail's doors to pages behind a password",
    "^((?:[\\w\\-]+/)*)$": "public pages: no person but in words an editor typed",
}
"""Third parties' areas: they show no person at all, and to whoever has no right to them nothing."""

HOOKS = {
    "documents": "published files, and which account put them there",
    "embeds": "a door to paste the address of a video",
    "groups": "Wagtail's groups of permissions, which list no account",
    "images": "the pictures of pages, and which account put them there",
    "locales": "languages",
    "localize": "translations of pages",
    "redirects": "addresses of before",
    "settings": "settings of the site",
    "sites": "the site's host and root",
    "snippets": "no model of ours that bears a person is one",
    "users": "closed: accounts are people",
}
"""What apps add to Wagtail's admin by its hook `register_admin_urls`: the first part of it → what it is."""

SOCKETS = {
    "ws/avisos/": "a number of the reader's own",
    "ws/evento/": "how many seats of an event are free",
    "ws/lugar/": "how one place stands, to whoever has its link",
}


def classes() -> dict[str, str]:
    """Every classified name → what its address may show."""
    return {name: kind for kind, names in SHOWS.items() for name in names.split()}
