"""Every choice about a daily post can be changed later, and a mistake changes nothing."""

from bot.playground import Overwrite, Permission
from bot.ui import daily_texts as texts

from .talking import SETUP, mention, role_named

OPTIONS = (
    ("time:6:30 pm", "**When:** 18:30 every day"),
    ("zone:Tokyo", "Asia/Tokyo"),
    ("channel:#general", "a text channel"),
    ("weekdays:weekdays", "09:00 Monday to Friday,"),
    ("weekdays:Mon Wed Fri", "Monday, Wednesday and Friday"),
    ("topics:Stalingrad, Battle of Moscow", "about Battle of Stalingrad and Battle of Moscow"),
    ("topics:stalngrad; moscow", "about Battle of Stalingrad and Battle of Moscow"),
    ("kinds:battle, war", "of the kinds battle and war"),
    ("importance:the most important entries", "the most important entries"),
    ("leave-out:mass killing, harm to children", "tell of mass killing or harm to children"),
    ("leave-out:all", "anything that distresses"),
    ("style:one entry at length", "one entry at length"),
    ("silent:true", "without a sound"),
    ("pin:true", "pinned, and the one before unpinned"),
    ("thread:true", "a thread under each post"),
    ("channel:#announcements publish:true", "published to following channels"),
    ("channel:#history-forum tags:event", "tagged Event"),
    ("leap-day:on 1 March", "on 1 March"),
    ("grace:2", "within 2 hours"),
    ("grace:1", "within 1 hour."),
    ("grace:90 min", "within 1 hour and 30 minutes."),
    ("grace:0:20", "within 20 minutes."),
    ("on-empty:something from the archive", "something from the archive"),
)


async def test_every_option_can_be_changed_by_itself(ask):
    for options, says in OPTIONS:
        await ask(SETUP)
        number = len((await ask("/daily list")).text.split("**#")) - 1
        answer = await ask(f"/daily edit feed:{number} {options}")
        assert answer.ok, answer.problem
        assert f"## Daily post #{number} is changed" in answer.text
        assert says in answer.text


async def test_what_is_not_named_stays_as_it_is(ask):
    await ask(SETUP)
    await ask("/daily edit topics:Stalingrad kinds:battle leave-out:execution silent:true grace:2")
    answer = await ask("/daily edit time:10")
    for says in ("10:00", "battle about Battle of Stalingrad", "execution", "without a sound"):
        assert says in answer.text
    answer = await ask("/daily edit topics:all kinds:all leave-out:none silent:false")
    assert "a digest of the day; all entries\n" in answer.text
    assert "Left out" not in answer.text
    assert "without a sound" not in answer.text


MISTAKES = (
    ("weekdays:Blursday", "I cannot read “Blursday” as days of the week."),
    ("weekdays:T", "Try “weekdays”"),
    ("topics:Atlantis", "I know no topic called “Atlantis”."),
    ("topics:;", "Name 1 to 25 topics"),
    ("kinds:cooking", "I know no kind “cooking”. Choose of war, battle"),
    ("leave-out:cooking", "I cannot leave out “cooking”."),
    ("tags:Event", "only forums have"),
    ("publish:true", "Only posts in an announcement channel can be published."),
    ("channel:#history-forum thread:true", "Leave out thread."),
    ("channel:#history-forum pin:true", "Leave out pin."),
    ("role:Nobody", "There is no role “Nobody” here."),
    ("role:@everyone", texts.EVERYONE_ROLE),
    ("grace:soon", "I cannot read “soon” as a length of time."),
    ("grace:24h", "A post may be 5 minutes to 23 hours late."),
    ("time:9:75", "I cannot read “9:75” as a time"),
)


async def test_what_cannot_be_changed_is_said_and_nothing_is(ask):
    await ask(SETUP)
    before = (await ask("/daily preview")).text, (await ask("/daily list")).text
    for options, sentence in MISTAKES:
        answer = await ask(f"/daily edit {options} silent:true")
        assert answer.ephemeral
        assert sentence in answer.text, options
    assert texts.NOTHING_TO_EDIT in (await ask("/daily edit feed:1")).text
    assert ((await ask("/daily preview")).text, (await ask("/daily list")).text) == before
    assert "without a sound" not in (await ask("/daily edit grace:6")).text


async def test_what_another_kind_of_channel_cannot_have_is_dropped_and_named(ask, home):
    await ask("/daily setup channel:#announcements time:9 zone:Berlin")
    await ask("/daily edit publish:true pin:true thread:true")
    answer = await ask("/daily edit channel:#history-forum tags:Event")
    assert "**Also:** tagged Event\n" in answer.text
    forum, general = mention(home, "history-forum"), mention(home, "general")
    dropped = "published to following channels; a thread under each post; pinned"
    assert f"Not taken along to {forum}: {dropped}" in answer.text
    answer = await ask("/daily edit channel:#general")
    assert "**Also:**" not in answer.text
    assert f"Not taken along to {general}: tagged Event." in answer.text
    assert "Not taken along" not in (await ask("/daily edit channel:#general time:8")).text


async def test_hostile_text_comes_back_as_plain_text(ask):
    await ask(SETUP)
    evil = "**b** <@1> [x](https://evil.example) @everyone"
    for option in ("weekdays", "topics", "kinds", "leave-out", "role", "time", "zone"):
        answer = await ask(f"/daily edit {option}:{evil}")
        assert answer.ok, answer.problem
        assert "https://evil" not in answer.text, option
        assert "<@1>" not in answer.text.replace("\\<@1>", ""), option
        assert "@everyone" not in answer.text, option


TYPED = (
    ("/daily edit time:9", "09:00"),
    ("/daily edit zone:munich", "Europe/Berlin"),
    ("/daily edit weekdays:mon, w", "Monday and Wednesday"),
    ("/daily edit weekdays:", "weekends"),
    ("/daily edit topics:stal", "Battle of Stalingrad"),
    ("/daily edit topics:stalingrad, mos", "stalingrad, Battle of Moscow"),
    ("/daily edit topics:", "all"),
    ("/daily edit kinds:battle, w", "battle, war"),
    ("/daily edit kinds:a", "all"),
    ("/daily edit leave-out:n", "none"),
    ("/daily edit leave-out:torture, chil", "torture, harm to children"),
    ("/daily edit role:n", "none"),
    ("/daily preview date:19 n", "19 November"),
    ("/daily setup channel:#history-forum tags:event, p", "event, Person"),
)


async def test_everything_completes_while_typing(ask, playground):
    await ask(SETUP)
    for typed, value in TYPED:
        answer = await playground.complete(typed, who="moderator")
        assert answer.ok, answer.problem
        assert value in [choice["value"] for choice in answer.choices], typed


async def test_the_tags_of_the_present_forum_complete(ask, playground):
    await ask("/daily setup channel:#history-forum time:9 zone:Berlin")
    answer = await playground.complete("/daily edit tags:", who="moderator")
    assert [choice["value"] for choice in answer.choices] == ["none", "Event", "Person", "Question"]


async def test_a_role_is_offered_by_name(ask, playground, home):
    await ask(SETUP)
    answer = await playground.complete("/daily edit role:edi", who="moderator")
    assert answer.choices == [{"name": "@Editors", "value": role_named(home, "Editors").id}]


async def test_nothing_is_offered_where_a_command_would_answer_with_an_error(ask, playground):
    await ask(SETUP)
    await ask(SETUP)
    for typed in ("/daily edit tags:", "/daily edit feed:9 tags:e"):
        answer = await playground.complete(typed, who="moderator")
        assert answer.ok, answer.problem
        assert answer.choices == []


async def test_the_same_twice_is_warned_of(ask):
    await ask(SETUP)
    assert "#1 posts the same there at the same time" in (await ask(SETUP)).text


async def test_one_is_named_by_its_channel(ask):
    await ask(SETUP)
    await ask("/daily setup channel:#general time:18:00 zone:Tokyo")
    assert "## Check of #2" in (await ask("/daily check feed:general")).text


async def test_what_an_edit_would_break_is_said_and_nothing_is_changed(ask, playground, home):
    await ask(SETUP)
    general = next(each for each in home.channels.values() if each.name == "general")
    denied = Overwrite(id=home.id, deny=int(Permission.SEND_MESSAGES))
    playground.happens.overwrite(general, denied)
    answer = await ask("/daily edit channel:#general", where="on-this-day")
    assert "I need **Send Messages**" in answer.text
    assert "Nothing is changed." in answer.text


async def test_what_posts_come_without_is_warned_of(ask, playground, home, channel):
    denied = int(Permission.PIN_MESSAGES | Permission.CREATE_PUBLIC_THREADS)
    playground.happens.overwrite(channel, Overwrite(id=home.id, deny=denied))
    assert "⚠️" not in (await ask(SETUP)).text
    answer = await ask("/daily edit pin:true thread:true")
    assert "## Daily post #1 is changed" in answer.text
    assert "⚠️ I need **Create Public Threads** and **Pin Messages** in" in answer.text
    assert "Until then my posts come without a thread or a pin." in answer.text
    checked = await ask("/daily check")
    assert "⚠️ Pin Messages" in checked.text
    assert "Until then my posts come without a thread or a pin." in checked.text
    playground.happens.overwrite(channel)
    for command in ("/daily edit silent:true", "/daily check"):
        assert "⚠️" not in (await ask(command)).text


async def test_filters_that_leave_nothing_for_weeks_are_warned_of(ask):
    await ask(SETUP)
    assert "None of the next 30 days has anything" in (await ask("/daily edit kinds:science")).text
    answer = await ask("/daily edit on-empty:nearest")
    assert "None of the next 30 days" not in answer.text
    assert "None of the next" not in (await ask("/daily edit on-empty:skip kinds:all")).text
