# Help with asking: what a helper reads, what the person reads of it, what a signer reads of it.

button-help-ask = Help someone ask
helping-whom = Whom do you help?
helping-type-name = Not on the list? Type the start of the name.
helping-not-found = I could not find one person of that name. Please tap one, or type more of it.
helping-nobody = No one has you as their care co-ordinator yet.
helping-not-yours = You can only do this for your own people.
helping-not-eligible = This scheme is not the right one for them just now. Please talk to the people who run it.
helping-over = You cannot help with this any more.
helping-left = We have left that. Nothing was sent.
helping-stands = You were helping someone. Tap the button to go on.
helping-who = You are helping { $name }. Type their words, not yours.
helping-how = How will they tell us that these are their words?
button-said-chat = They read it in their own chat
button-said-aloud = I read it out to them
button-said-paper = They signed it on paper
helping-present = Who was there when you read it out? For example: the two of us, at the day centre.
helping-paper = Where is the paper kept? Type it, or send a photo of it.
helping-handed-over = { $name } has it now, to check. It is not sent yet.
helping-sent = Sent for { $name }: { $reference }.
button-back = Back

draft-waits = { $name } typed something for you. It is not sent yet. Please check it.
button-read-it = Read it
draft-who = { $name } typed this for you. It is not sent yet.
draft-yours = Are these your words?
button-yes-send = Yes, send it
button-change-it = Change it
button-no-not-mine = No, not mine
draft-gone = That is not there any more.
draft-dropped = All right. We did not send it, and we did not keep it.
draft-over = You have dealt with this one.
draft-was-sent = { $name } has read it and sent it.
typed-for-you = { $name } typed this for you.

look-helped = Typed with help from { $name }, { $kind ->
    [care_co_ordinator] their care co-ordinator
    [supporter] someone they chose
    [peer_supporter] someone who has had a budget
    [representative] who acts for them
   *[other] who helps them
 }.
look-helped-kind = Typed with help from { $kind ->
    [care_co_ordinator] their care co-ordinator
    [supporter] someone they chose
    [peer_supporter] someone who has had a budget
    [representative] someone who acts for them
   *[other] someone who helps them
 }.
look-helped-chat = They read it in their own chat and said: these are my words.
look-helped-aloud = It was read out to them, and they said: these are my words.
look-helped-paper = They signed it on paper.
look-helped-authority = Their helper acts for them.
look-helped-present = Noted with it: { $words }
cannot-sign-helped = You helped with this one. Someone else must sign it.
helped-check = { $name } helped with { $reference } and signed it too. We check some of these. Please look at it.
todo-helped = { $reference }: look at what was signed by the one who helped.

words-closed = This is closed now.
