"""`completion`: what a shell evaluates to complete commands, options and names."""

import click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what SHELL needs to complete `ingle`: names of machines and images too.

    \b
    bash: eval "$(ingle completion bash)"            in ~/.bashrc
    zsh:  eval "$(ingle completion zsh)"             in ~/.zshrc
    fish: ingle completion fish | source             in ~/.config/fish/config.fish
    """
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"cannot complete for {shell}")
    root = click.get_current_context().find_root().command
    print(maker(root, {}, "ingle", "_INGLE_COMPLETE").source())
