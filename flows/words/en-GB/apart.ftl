# The adviser's thread, interests, panels.

button-ask-adviser = Ask the adviser
button-advise = Answer
button-advise-on = Answer: { $reference }
button-near = This is near to me
button-know = I know this person
button-near-me = Me or my family
button-near-other = Someone else who signs
button-near-own = It is our own service

todo-advice = { $reference }: a signer would like advice.
advice-ask-what = What would you like to ask? Only the adviser reads it. The clock runs on.
advice-on-its-way = Your question about { $reference } is with the adviser. The answer comes to you only.
advice-nobody = There is no adviser just now. You can pass it on, or ask the team leader.
advice-not-now = This does not wait for you now.
advice-not-yours = That question is not for you.
advice-asked = { $reference }: a signer asks: { $words }
advice-reply = They ask: { $words } What would you say? Only they read it.
advice-given = Your answer on { $reference } is with the signer.
advice-your-question = { $reference }. You asked the adviser: { $words }
advice-answer = The adviser says: { $words }

near-whom = Whom is it near to? Who is paid, or has family in it, does not sign.
near-which-signer = Who is paid, or has family in it? They will not sign this one.
near-know-sure = Someone else on the panel will look. No one is told why. Is that right?
near-thanks = Thank you. Someone else looks at { $reference }. No one is told why.
near-noted = Noted. Someone else signs in their place.
near-nobody-else = There is no one else who signs this one.
near-declared = Noted on { $reference }. You may still sign. It stands on the card and in the log.
card-not-yours-now = { $reference }: there is nothing for you to do.
look-declared = Declared: a signer works for the people who give this. The rules allow it.
