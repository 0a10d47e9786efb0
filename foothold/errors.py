"""What a command says when it cannot do what it was asked."""


class Plain(Exception):
    """Our own refusal: the message is one plain sentence for whoever typed the command."""


class Refused(Plain):
    """The running service did not do it, and says why."""
