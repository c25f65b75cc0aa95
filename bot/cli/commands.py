"""The commands of `fasti` and their options."""

from pathlib import Path
from typing import Annotated

import typer

from . import asking, content, erasing, exporting, playing, running

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
    request = asking.Request(who=who, where=where, as_json=json, complete=complete)
    raise typer.Exit(asking.ask(command, file, now, request))


@app.command()
def play(port: Port = 0) -> None:
    """Serve the playground alone, for a bot in another process."""
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
    raise typer.Exit(content.check(path, report=report))


@app.command()
def schema() -> None:
    """Write the JSON Schemas that editors use."""
    content.write_schemas()


@app.command()
def export(
    server: Annotated[int, typer.Option(min=1, help="The id of a server.")],
    path: Annotated[
        Path | None, typer.Argument(help="A folder, or a .zip; server-ID if left out.")
    ] = None,
) -> None:
    """Write what a server's editors changed as the files of a pack, without asking Discord."""
    exporting.export(server, path)


@app.command(name="erase-member")
def erase_member(
    member: Annotated[int, typer.Argument(min=1, help="The id of a member of Discord.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget a member in all servers who asks for it, and say what was blanked; the bot may run on."""
    erasing.erase_member(member, sure=yes)
