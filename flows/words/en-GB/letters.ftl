# Letters and leaflets: an invite on paper, and whether it is them.

button-by-letter = It goes in a letter
invite-by-letter = A letter lasts 28 days. When someone uses it, you tell us if it is them.
invite-made-paper = Here is the invite for { $name }, for a letter. It works once, for 28 days. Link: { $link } Code: { $code } When someone uses it, we ask you if it is them.
confirm-is-it-them = Someone has used your letter to { $name }. Is it them? Please ask them in person, or ring the number you have. Until you say yes, nothing of theirs goes to anyone who signs.
confirm-noted = Thank you. { $name } can go on now.
confirm-closed = We have closed it. They see nothing more. If { $name } still wants to start, please make a new invite.
confirm-done = Your care co-ordinator has told us that it is you. You can send what you ask for now.
confirm-first = We have kept what you said. Your care co-ordinator first tells us that it is you. You will hear from us here. Then you can send it.
access-ended = You cannot use this any more. Please ask your care team.
helping-not-confirmed = Please tell us first if it is them. Type inbox to see the question.
old-code = Someone came with an old code, the one you made for { $name }. They were not let in. Please get in touch with { $name }, and make a new one.
todo-confirm = Someone used your letter to { $name }. Is it them?
todo-old-code = Someone came with an old code of yours. Please make a new one.
