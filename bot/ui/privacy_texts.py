"""Every sentence and label about privacy that a member reads, with named gaps."""

PRIVACY = """## What I keep about you
Nothing, as long as you only ask: I answer each command from memory and forget who asked. I keep \
what you give me to keep, with your Discord id, in my database and nowhere else but in its backups, so \
that the server that you gave it to can use it, look back and take it back. I see the commands, buttons, menus and forms that \
you use with me, and no other messages; I do not ask Discord for lists of members.

- **A daily post:** whoever set it up, what its moderators chose, the ids of the server, the channel \
and a role to ping, and which entries were posted when, in which message (800 days at most). `/daily remove` erases it.
- **An edit:** what was written, who did it and when. A draft goes after 30 days without a change.
- **A suggestion:** what you wrote, whether you want credit, who decided on it, and why.
- **A server:** which role edits, which channel is told of it, and which members may not suggest.

All of that belongs to the server, and goes 30 days after it has removed me, or at once when those who \
manage it have it erased.
- **When you are erased,** your drafts and what you suggested and nobody approved are deleted. What \
you published stays, without your id. A server that blocked you from suggesting keeps that block, \
and your id for it alone. Your id and the time are also noted for {noted} days, so that a backup which \
I restore does not bring you back.
- **Backups:** {backups} What was erased is in them until they are deleted. One that is restored \
without me brings it back: whoever runs me then has to erase it again.
- **My log** tells of faults; it may hold your Discord id beside one, never what you typed. Whoever \
runs me says how long it is kept.
- **Elsewhere:** what I sent to Discord stays there until somebody deletes it, and Discord keeps its \
own records under its own privacy policy. Whoever runs me may see my database and my log.

I also note when my commands were registered, when my connections start and when a backup was \
restored: nothing of anybody."""
BACKUPS = (
    "I make one a day and keep {count}; those that whoever runs me makes besides stay until they "
    "delete them."
)
BACKUPS_NONE = "I make none by myself; whoever runs me may make some, and deletes them."
SERVER = "Who may *Manage Server* can have what is kept of this server, and have it erased:"

MINE = "Send me what is kept about me"
ERASE_ME = "Erase me"
SERVERS = "Export this server's data"
ERASE_SERVER = "Erase this server's data"
CANCEL = "Cancel"

HERE = (
    "This is all that my database holds about you, in all servers, as JSON: one part for each table, "
    "which says what the table is for. Of what somebody else wrote or decided it tells that it names "
    "you, and no more."
)
HERE_SERVER = (
    "This is all that my database holds of this server, as JSON: one part for each table, which says "
    "what the table is for. It has the ids of members, as `/content history` has them: keep it safe. "
    "Drafts are left out: they are their editors' own until they are published. For its content as "
    "the files of a pack, use `/content export`."
)
TOO_LARGE = (
    "It is larger than Discord takes here. Ask whoever runs me for it: they have "
    "fasti export-{kind} {id}."
)
MY_FILE, SERVER_FILE = "about-me.json", "server.zip"

ASK_ERASE_ME = """## Shall I erase you, in all servers?
- **Goes:** your drafts, and what you suggested and nobody approved, with the drafts that take it up.
- **Stays, without your id:** edits that you published, suggestions that were approved, what you \
decided on, and daily posts that you set up.
- **Stays as it is:** what I sent to Discord, and backups until they are deleted. A server that \
blocked you from suggesting keeps that block, and your id for it alone. Your id and the time are noted \
for {noted} days, so that a backup which I restore does not bring you back.

This cannot be taken back."""
ERASE_ME_YES = "Yes, erase me"
ERASED_ME = (
    "Done: nothing in my database names you, but for the note that you were erased, which goes after "
    "{noted} days, and for the block of a server that blocked you from suggesting."
)
CANCELLED = "Nothing was erased."
NOT_ASKED = "Somebody else was asked that. Use /privacy yourself."

SERVERS_ONLY = "That is for a server that I am a member of: use /privacy there."
MANAGERS_ONLY = (
    "Only people with the permission Manage Server can have a server's data, or have it erased. Ask "
    "one of them."
)
FORM_TITLE = "Erase all of this server's data?"
FORM_TOLD = """It cannot be taken back. **All of it goes:** the daily posts and their log, every change \
of content with its history, drafts, suggestions, who edits and who may not suggest. From then on I \
answer here with my own content alone. What I sent to Discord stays, and so do backups until they are \
deleted; the server's id is noted for {noted} days, so that one which I restore does not bring it back."""
FORM_NAME = "The name of the server"
FORM_HINT = "Type it as it is, to show that you mean it: {name}"
WRONG_NAME = (
    "That is not the name of this server, so nothing was erased. Press the button again, and type "
    "the name as it is: {name}"
)
ERASING = "I stop the daily posts, wait for one that is on its way, and erase this server's data…"
ERASED_SERVER = (
    "This server's data is erased, and its daily posts are stopped. I go on answering here, with my "
    "own content alone."
)
