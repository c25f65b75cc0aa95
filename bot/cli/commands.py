"""The commands of `fasti` and their options; each imports what it needs when it is called."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Fasti, a Discord bot for history communities.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")]


@app.command()
def run(port: Port = 0) -> None:
    """Connect to Discord; without DISCORD_TOKEN, to the playground, whose page a browser shows."""
    from . import running

    running.run(port)


@app.command()
def ask(
    command: Annotated[str, typer.Argument(help='Such as "/person name:Zhukov".')] = "",
    file: Annotated[
        Path | None, typer.Option(help="Commands, one a line; - is standard input.")
    ] = None,
    now: Annotated[str, typer.Option(help="Sets the clock: 2026-06-22T09:00:00+02:00.")] = "",
    where: Annotated[str, typer.Option(help="A channel of the playground, or dm.")] = "general",
    who: Annotated[
        str,
        typer.Option(
            "--as", help="member, editor or moderator, who asks /daily and /content by default."
        ),
    ] = "",
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    complete: Annotated[
        bool, typer.Option("--complete", help="Take the last option as half-typed.")
    ] = False,
) -> None:
    """Run a slash command through the real bot and playground, and print the answer."""
    from . import asking

    request = asking.Request(who=who, where=where, as_json=json, complete=complete)
    raise typer.Exit(asking.ask(command, file, now, request))


@app.command()
def play(port: Port = 0) -> None:
    """Serve the playground alone, for a bot in another process."""
    from . import playing

    playing.play(port)


@app.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="A content pack; CONTENT_PATH if left out.")
    ] = None,
    *,
    report: Annotated[bool, typer.Option("--report", help="Print what the pack covers.")] = False,
) -> None:
    """Check a content pack and name every fault; exit status 1 if there are errors."""
    from . import content

    raise typer.Exit(content.check(path, report=report))


@app.command()
def health() -> None:
    """Ask the Fasti of this machine whether it is ready; exit status 1 if it is not."""
    from . import health as asking_health

    raise typer.Exit(asking_health.health())


@app.command()
def doctor(
    *,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    seconds: Annotated[float, typer.Option(min=1, help="How long it may take in all.")] = 120,
) -> None:
    """Look at all that Fasti needs and say what to mend; exit status 1 if there is something."""
    from . import doctoring

    raise typer.Exit(doctoring.doctor(as_json=json, seconds=seconds))


@app.command()
def schema() -> None:
    """Write the JSON Schemas that editors use."""
    from . import content

    content.write_schemas()


@app.command()
def export(
    server: Annotated[int, typer.Option(min=1, help="The id of a server.")],
    path: Annotated[
        Path | None, typer.Argument(help="A folder, or a .zip; server-ID if left out.")
    ] = None,
) -> None:
    """Write what a server's editors changed as the files of a pack, without asking Discord."""
    from . import exporting

    exporting.export(server, path)


@app.command(name="export-member")
def export_member(
    member: Annotated[int, typer.Argument(min=1, help="The id of a member of Discord.")],
    path: Annotated[Path | None, typer.Argument(help="A file; member-ID.json if left out.")] = None,
) -> None:
    """Write what is kept of a member in all servers, and nothing of others, as JSON."""
    from . import handing_over

    handing_over.export_member(member, path)


@app.command(name="export-server")
def export_server(
    server: Annotated[int, typer.Argument(min=1, help="The id of a server.")],
    path: Annotated[
        Path | None, typer.Argument(help="A file; server-ID.json.zip if left out.")
    ] = None,
) -> None:
    """Write what is kept of a server, but for the drafts of its editors, as JSON in a zip."""
    from . import handing_over

    handing_over.export_server(server, path)


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where the backup goes.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Copy the database into a file, whole and checked; the bot may run on."""
    from . import backing_up

    backing_up.backup(path, force=force)


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
) -> None:
    """Put a backup in place of the database, which is kept in another file; stop the bot first."""
    from . import backing_up

    backing_up.restore(path)


@app.command(name="migrate-database")
def migrate_database(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="The old database: its file, or its address.")
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="TO", help="The new one, empty; DATABASE_URL if left out, where no ps shows it."
        ),
    ] = "",
) -> None:
    """Move a SQLite file to PostgreSQL, or back: all rows, compared, or none; stop the bot first."""
    from . import moving

    moving.migrate_database(source, target)


@app.command(name="erase-member")
def erase_member(
    member: Annotated[int, typer.Argument(min=1, help="The id of a member of Discord.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget a member in all servers who asks for it, and say what was blanked; the bot may run on."""
    from . import erasing

    erasing.erase_member(member, sure=yes)


@app.command(name="erase-server")
def erase_server(
    server: Annotated[int, typer.Argument(min=1, help="The id of a server.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase all that is kept of a server, and stop its daily posts first; the bot may run on."""
    from . import erasing

    erasing.erase_server(server, sure=yes)
