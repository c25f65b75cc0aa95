"""How bots that post each day break in the wild, and the tests that replay it here."""

import inspect
from importlib import import_module

import pytest

POSTER, DAILY, SERVICES = "cogs.poster", "cogs.daily", "services.daily"
COUNT = 32

REPLAYS: dict[str, dict[str, tuple[str, ...]]] = {
    "F1 a timed loop skips a slot after an error and runs the next twice": {
        "daily.test_replays": (
            "test_an_error_at_one_date_neither_loses_nor_doubles_any",
            "test_nothing_is_timed_by_the_librarys_loops",
        ),
    },
    "F2 an exception that nobody listed ends the loop": {
        "daily.test_replays": ("test_no_error_ends_a_loop",),
        f"{SERVICES}.test_running": ("test_it_goes_on_after_an_error",),
    },
    "F3 a morning that was cut short begins again with its first server": {
        "daily.test_replays": (
            "test_a_morning_that_begins_anew_repeats_nobody",
            "test_a_tick_that_fails_in_the_midst_opens_nothing_by_halves",
        ),
    },
    "F4 the gateway is ready a second time, and the work is begun twice": {
        "test_client": ("test_the_background_is_begun_once_and_ends_with_the_bot",),
        "daily.test_faults": (
            "test_a_thousand_posts_are_sent_once_though_a_third_of_the_answers_fail",
        ),
    },
    "F5 two processes run": {
        "daily.test_processes": ("test_two_processes_that_live_at_once_post_once",),
        "daily.test_crashes": ("test_however_often_it_is_killed_each_feed_posts_once_a_day",),
        f"{SERVICES}.test_sender": ("test_a_lease_that_was_taken_over_stops_the_first_process",),
        "storage.test_deliveries": ("test_two_processes_never_claim_the_same",),
    },
    "F6 the post is made and the answer lost": {
        f"{POSTER}.test_sending": (
            "test_an_answer_that_is_lost_may_have_been_a_post",
            "test_the_same_post_sent_twice_is_one_message",
            "test_a_post_that_was_deleted_is_not_sent_again",
            "test_a_thread_is_not_begun_again_after_a_fault",
        ),
        "daily.test_faults": (
            "test_a_thousand_posts_are_sent_once_though_a_third_of_the_answers_fail",
            "test_a_post_in_a_forum_is_begun_once_though_discord_fails_after_beginning_it",
        ),
    },
    "F7 a crash between the post and the note of it": {
        f"{SERVICES}.test_sender": ("test_a_process_killed_at_any_moment_leaves_one_post",),
        "daily.test_crashes": (
            "test_however_often_it_is_killed_each_feed_posts_once_a_day",
            "test_it_can_be_killed_before_and_after_everything_it_does",
        ),
    },
    "F8 what was posted is guessed from what is in the channel": {
        f"{SERVICES}.test_sender": ("test_a_confirmed_post_that_is_deleted_is_not_made_again",),
        f"{DAILY}.test_posting": ("test_a_post_that_somebody_deleted_stays_deleted",),
    },
    "F9 a late loop misses a minute that it compares for equality": {
        f"{SERVICES}.test_scheduler": ("test_a_start_within_the_grace_period_catches_up",),
        "daily.test_replays": ("test_many_restarts_and_late_ticks_move_no_post",),
    },
    "F10 an interval drifts, and begins anew with each start": {
        "daily.test_replays": ("test_many_restarts_and_late_ticks_move_no_post",),
    },
    "F11 local time is meant and UTC kept, or an abbreviation, or no zone at all": {
        "domain.test_schedule": ("test_the_clock_time_stays_when_summer_time_begins_and_ends",),
        f"{SERVICES}.test_zones": (
            "test_an_abbreviation_that_means_one_thing_is_taken",
            "test_what_is_no_one_zone_is_refused_with_a_city_that_is",
            "test_the_system_need_not_have_any_time_zones",
        ),
        f"{SERVICES}.test_scheduler": (
            "test_a_zone_that_is_gone_breaks_the_feed_and_is_resumed_by_hand_or_data",
        ),
        f"{DAILY}.test_changing": ("test_what_cannot_be_changed_is_said_and_nothing_is",),
    },
    "F12 a wall time that does not come, or comes twice": {
        "domain.test_schedule": (
            "test_what_a_jump_leaves_out_is_due_at_the_jump",
            "test_of_a_wall_time_that_comes_twice_the_first_counts",
            "test_where_the_date_begins_twice_it_has_one_post",
        ),
    },
    "F13 near midnight the post tells of the host's date": {
        "daily.test_replays": ("test_a_post_that_is_late_past_midnight_tells_of_its_own_date",),
        f"{SERVICES}.test_asked": ("test_today_is_the_servers_own",),
    },
    "F14 29 February": {
        "domain.test_schedule": ("test_29_february_is_posted_once_a_year_by_the_rule",),
        "domain.test_calendar": ("test_29_february_falls_where_the_rule_says_in_common_years",),
        f"{SERVICES}.test_picking": ("test_the_leap_day_goes_where_the_plan_says",),
    },
    "F15 the year changes": {
        "domain.test_schedule_oracle": ("test_at_new_year_each_zone_has_one_post_on_either_day",),
    },
    "F16 one bad server stops all": {
        f"{SERVICES}.test_sender": ("test_one_bad_feed_does_not_stop_another",),
        f"{SERVICES}.test_running": ("test_one_delivery_that_fails_oddly_stops_no_other",),
        f"{SERVICES}.test_scheduler": (
            "test_a_feed_that_cannot_be_read_holds_up_no_other",
            "test_a_feed_that_cannot_be_planned_is_broken_and_holds_up_no_other",
        ),
    },
    "F17 a refusal ends it without a word, or is met with endless attempts": {
        f"{SERVICES}.test_sender": (
            "test_a_missing_permission_breaks_the_feed_and_is_told_once",
            "test_a_feed_posts_late_when_it_is_mended_in_time",
        ),
        "daily.test_replays": ("test_what_is_refused_is_neither_tried_for_ever_nor_told_again",),
        f"{POSTER}.test_sending": (
            "test_a_missing_permission_is_named",
            "test_a_channel_that_is_gone_is_named",
        ),
    },
    "F18 an outage is taken for a removal, and the settings are gone": {
        f"{SERVICES}.test_keeper": (
            "test_an_outage_is_not_a_removal",
            "test_when_discord_cannot_be_asked_nobody_has_left",
            "test_a_server_that_removed_the_bot_is_erased_after_thirty_days",
            "test_a_server_is_asked_again_before_it_is_erased",
        ),
        f"{POSTER}.test_checking": ("test_an_outage_is_no_trouble",),
        f"{POSTER}.test_telling": ("test_a_fault_is_no_removal",),
    },
    "F19 everybody at nine": {
        f"{SERVICES}.test_pace": ("test_forty_five_turns_take_a_second",),
        "daily.test_faults": (
            "test_a_thousand_posts_are_sent_once_though_a_third_of_the_answers_fail",
        ),
    },
    "F20 after days away all comes at once, or what is stale": {
        f"{SERVICES}.test_scheduler": (
            "test_after_days_away_only_the_latest_date_is_posted",
            "test_after_a_year_away_only_the_last_month_is_recorded",
        ),
        f"{SERVICES}.test_sender": ("test_after_the_grace_period_nothing_is_posted",),
    },
    "F21 what a text says pings somebody": {
        f"{POSTER}.test_sending": (
            "test_a_post_pings_its_role_and_nobody_else",
            "test_a_post_without_a_role_and_a_test_ping_nobody",
        ),
        "ui.test_markup": ("test_prose_never_pings",),
        "cogs.test_conversations": ("test_no_answer_can_ping_anybody",),
    },
    "F22 a text too long is refused again and again": {
        "ui.test_post": ("test_every_post_fits_however_full_its_entries_are",),
        "test_pack_posts": ("test_every_post_of_a_year_is_taken_by_discord",),
        f"{SERVICES}.test_sender": ("test_a_post_that_discord_rejects_fails_and_the_feed_goes_on",),
    },
    "F23 the limit of publishing blocks for an hour": {
        f"{POSTER}.test_steps": (
            "test_the_limit_of_publishing_is_no_sleep_of_an_hour",
            "test_a_post_is_published_once",
        ),
        f"{SERVICES}.test_sender": ("test_a_step_that_fails_is_tried_alone",),
    },
    "F24 the library does not repeat a 503, nor what timed out": {
        f"{POSTER}.test_sending": (
            "test_an_answer_that_is_lost_may_have_been_a_post",
            "test_discord_out_of_reach_is_tried_again",
        ),
        f"{SERVICES}.test_sender": ("test_a_fault_of_discord_is_tried_again",),
    },
    "F25 what was begun is pending for ever": {
        f"{SERVICES}.test_sender": ("test_a_restart_at_once_waits_for_the_lease",),
        f"{SERVICES}.test_once": (
            "test_whatever_happens_nothing_is_posted_twice_and_nothing_vanishes",
        ),
        "daily.test_replays": ("test_what_fails_oddly_again_and_again_comes_to_an_end",),
    },
    "F26 the database is locked, or its disk full": {
        "daily.test_processes": (
            "test_a_disk_that_fills_up_in_the_midst_of_it_loses_and_repeats_nothing",
        ),
        f"{SERVICES}.test_ledger": ("test_a_database_that_is_locked_or_full_is_waited_for",),
        "daily.test_faults": (
            "test_a_thousand_posts_are_sent_once_though_a_third_of_the_answers_fail",
        ),
        "storage.test_database": ("test_writers_in_three_processes_lose_nothing",),
    },
    "F27 an answer comes too late, or a button is dead after a restart": {
        "cogs.test_conversations": (
            "test_a_late_answer_is_refused_by_discord_and_logged",
            "test_buttons_and_menus_work_after_a_restart",
        ),
        f"{DAILY}.test_buttons": ("test_buttons_and_the_form_work_after_a_restart",),
    },
    "F28 a server that the post is fetched from is gone": {
        "daily.test_faults": ("test_a_post_asks_nobody_but_discord",),
    },
    "F29 a content file with a fault keeps the bot from starting, or is read as something else": {
        "catalogue.test_load": (
            "test_a_pack_with_errors_is_refused_with_every_one_of_them",
            "test_words_that_plain_yaml_turns_into_other_things_stay_words",
        ),
        "catalogue.test_reading": ("test_every_value_is_text_or_nothing",),
        "catalogue.test_faulty": ("test_a_fault_is_named_with_file_line_and_field",),
    },
    "F30 all is said to be well while nothing is posted": {
        "daily.test_replays": (
            "test_a_scheduler_that_hangs_is_seen_to",
            "test_what_is_overdue_while_the_gateway_is_down_is_seen",
        ),
        "monitoring.test_health": (
            "test_a_gateway_that_is_cut_is_named",
            "test_a_gateway_that_went_quiet_counts_as_gone",
            "test_a_tick_that_is_held_is_named",
            "test_a_locked_database_is_named_in_bounded_time",
            "test_a_delivery_that_nobody_sends_is_named",
        ),
    },
    "F31 components and older content in one message": {
        "test_pack_posts": ("test_every_post_of_a_year_is_taken_by_discord",),
        "playground.rules.test_messages": ("test_a_message_once_v2_takes_no_content_any_more",),
    },
    "F32 a permission is split, and what it allowed is refused": {
        f"{POSTER}.test_steps": ("test_a_missing_permission_is_named",),
        f"{POSTER}.test_checking": ("test_what_only_a_step_needs_is_named_and_keeps_no_post_back",),
        f"{SERVICES}.test_sender": (
            "test_a_step_that_cannot_be_made_is_noted_and_the_next_is_made",
        ),
    },
}
EACH = [
    (failure, module, name)
    for failure, modules in REPLAYS.items()
    for module, names in modules.items()
    for name in names
]


def test_each_failure_is_replayed():
    numbers = [failure.partition(" ")[0] for failure in REPLAYS]
    assert numbers == [f"F{number}" for number in range(1, COUNT + 1)]
    assert all(any(modules.values()) for modules in REPLAYS.values())


@pytest.mark.parametrize(("failure", "module", "name"), EACH, ids=lambda part: part.split(" ")[0])
def test_each_replay_is_a_test(failure, module, name):
    assert name.startswith("test_")
    found = getattr(import_module(f"tests.{module}"), name, None)
    assert inspect.isfunction(found), f"{failure}: tests.{module} has no {name}"
