# The PIN, the hidden page, the lock: what chats say of them.

pin-forgotten = { $name } cannot get in: they forgot their PIN. Talk with them first, to be sure that it is them. Then make a new link. It takes the PIN away.
new-link = Here is a new link for { $name }. It works once. Give it to no one else: { $link }
todo-pin = { $name } forgot their PIN. Talk with them, then make a new link.
button-new-link = Make a new link
push-discreet = You have a message.
