# What signers, payers and admins read.

menu-staff = Hello { $name }. What would you like to do? You can also type inbox, or help.
help-staff = You can type these at any time. Inbox: what waits for me. Invite: invite someone. Back: the question before. Cancel: leave it. Help: this page.
help-staff-too = At work you can also type: Inbox: what waits for me. Invite: invite someone.

card-sign = { $reference } waits for you. { $pounds }. Sent { $day }.
card-sign-reminder = { $reference } still waits for you. { $pounds }. Sent { $day }.
card-second-look = { $reference } waits for a second look. Someone else said no the first time. { $pounds }. Sent { $day }.
card-dearer = { $reference } waits for you. The price has changed. It is now { $pounds }. Sent { $day }.
card-price = { $reference } has no price yet. Please help find one.
card-signed-by = { $reference }: { $name } has signed. There is nothing for you to do.
card-you-signed = { $reference }: you have signed.
card-panel = { $reference }: { $have } of { $whole } have signed. It still waits for you.
card-declined-by = { $reference }: { $name } has said no. There is nothing for you to do.
card-you-declined = { $reference }: you have said no.
card-asked-by = { $reference }: { $name } has asked a question.
card-you-asked = { $reference }: you asked a question. It waits for the answer.
card-answered = { $reference } is answered. You asked: { $question }
card-answer = They say: { $words }
card-passed = { $reference }: it is now with { $name }.
card-you-passed = { $reference }: you passed it on to { $name }.
card-withdrawn = { $reference } was taken back. There is nothing for you to do.
card-pay = { $reference } is agreed: { $pounds }, ‘{ $item }’. Please pay.
card-pay-late = { $reference } is agreed and still not paid: { $pounds }, ‘{ $item }’. It is late.
card-paid = { $reference } is paid: { $pounds }.
card-payment-failed = { $reference }: the payment failed. { $pounds }, ‘{ $item }’.
card-on-hold = { $reference } is on hold. { $pounds }, ‘{ $item }’.
card-back-to-sign = { $reference } is back with those who sign. The price is now { $pounds }.

look-first-no = First decision: no.
look-more-words = New from the person: { $words }
look-first-reason = The reason that was given: { $reason }
look-goal = In their words: { $goal }
look-name = { $reference }, for { $name }.
look-reference = { $reference }.
look-item = They ask for: { $item }
look-extras = With it: { $words }
look-cost = It costs { $pounds }.
look-cost-unknown = The price is not known yet.
look-better = What would be better: { $words }
look-payment-we_buy = We buy it for them.
look-payment-bank = Paid to their bank account.
look-payment-cash_card = Paid on a cash card.
look-delivery-collect = They collect it from the team.
look-delivery-bring = Bring it to them.
look-delivery-post = Post it to them.
look-worry = Worry: { $words }
look-asked =
    Asked: { $question }
    Answer: { $answer }
look-flag = Please check: { $reason } Another place to try: { $elsewhere }. Say whether it is allowed here before you decide.
look-flag-cleared = A check ({ $id }) was made, and it is allowed.
look-signed = Signed: { $name }, { $role ->
    [care_co_ordinator] care co-ordinator
    [team_leader] team leader
    [lived_experience_reviewer] reviewer with lived experience
    [phb_lead_clinician] PHB lead clinician
    [commissioner] commissioner
   *[other] signer
 }.
look-needs = Still to sign: { $role ->
    [care_co_ordinator] care co-ordinator
    [team_leader] team leader
    [lived_experience_reviewer] reviewer with lived experience
    [phb_lead_clinician] PHB lead clinician
    [commissioner] commissioner
   *[other] signer
 }.

confirm-amount = { $pounds }.
confirm-limit = Your limit is { $pounds }.
confirm-no-limit = You have no set limit.
confirm-fund-left = Fund left after this: { $pounds }.
confirm-fund-short = The fund is { $pounds } short. It will wait for money.
confirm-agree = You are agreeing this fits the goal and the rules.
confirm-others = Someone else must sign too.
confirm-last = Yours is the last signature.
you-signed = Thank you. You approved { $reference }, { $pounds }.

cannot-sign-own = This is your own request. Someone else must sign it.
cannot-sign-moved-on = Someone was quicker. This does not wait for a signature any more.
cannot-sign-changed = This has changed since you looked. Please look again.
cannot-sign-waiting-answer = This waits for the person's answer.
cannot-sign-signed = You have signed this already. One person never signs twice.
cannot-sign-barred = Someone else looks at this one now.
cannot-sign-not-yours = This does not wait for you.
cannot-sign-limit = This is over your own limit. Someone else must sign it.
cannot-sign-needed-later = You are needed for a later signature on this one. Someone else must sign first.
cannot-sign-flagged = Please say first whether it is allowed here.

sign-ask-what = What would you like to ask? They will read your words.
sign-asked = Your question about { $reference } is on its way. The answer comes back to you.
sign-pass-to-whom = Who should sign it?
sign-passed = { $reference } is with { $name } now.
sign-nobody-else = Nobody else can sign this one.
sign-never-mind = All right. Nothing has changed.
sign-flag-why = Why is it allowed here? Your reason is kept.
sign-price = What does it cost? For example: £80 or £135.50.
sign-priced = { $reference } costs { $pounds } now. It goes to be signed.
sign-priced-stopped = { $reference } costs { $pounds } now. Nobody is able to sign it. The programme admin knows.

decline-choose = Choose a reason. Then say it kindly, in your own words.
decline-words = Say it kindly, in your own words. They will read your words.
decline-flag-words = { $reason } Another place to try: { $elsewhere }. Say it kindly, in your own words. They will read your words.
decline-preview = They will read exactly this.
decline-tell-first = Please tell them about { $reference } today. It goes by itself on { $day }, at { $hour }, or when you tap Send now.
decline-told = They have been told.

payable-none = Nothing waits to be paid.
payable-head = { $count ->
    [1] One request waits
   *[other] { $count } requests wait
 } to be paid, oldest first.
payable-one = { $reference }, { $name }: { $pounds }. Waits { $days ->
    [1] one working day
   *[other] { $days } working days
 }.
payable-late = { $reference }, { $name }: { $pounds }. Late: waits { $days } working days.
pay-details = What did it cost? Type the sum and the invoice number. For example: £135.00 INV-7. Add a date if it was not today.
pay-dearer-sure = That is more than was agreed. If it is right, it must be signed again before you pay.
pay-hold-why = Why does it wait? Tap a reason, or type one.
pay-failed-why = What went wrong? Type it in a few words.
pay-noted = Noted. { $reference } stays on your list.
pay-changed = { $reference } has changed while you typed. Nothing was noted. Here it is as it is now.
pay-done = Paid: { $reference }, { $pounds } { $invoice }. Thank you.
pay-sent-back = { $reference }: { $pounds } is more than was agreed. It goes back to be signed. Please do not pay yet.
pay-in-future = That date has not come yet. Please type the date it was paid.
pay-fund-short = The fund cannot cover that. Nothing has changed. Please ask the programme admin.
cannot-pay = This does not wait for you to pay it.

inbox-none = Nothing waits for you.
todo-head = { $count ->
    [1] One thing to do
   *[other] { $count } things to do
 }.
todo-talk = { $name } would like to talk to someone.
todo-price = { $reference }: find the price with { $name }.
todo-distress = { $name } may feel very low. Please get in touch.
todo-eligible = { $name }: the scheme does not fit yet.
todo-stopped = { $reference }: nobody is able to sign.
todo-money = { $reference }: the fund is too low.
todo-unsigned = { $reference }: not signed yet.
todo-unpriced = { $reference }: no price yet.
todo-unpaid = { $reference }: agreed and not paid.
todo-answer = { $reference }: { $name } has not answered a question.
todo-arrival = { $reference }: has it reached { $name }?
todo-check-in = { $reference }: { $name } has not answered the check-in.
todo-problem = { $reference }: { $name } has a problem with it.
todo-parked = { $reference }: something went wrong and needs a look.
task-done = Done. It is off your list.
moved-on-staff = That is not on your list any more.

stopped-admin = { $reference } has stopped. Nobody is able to sign it. Please find someone.
no-money-staff = { $reference } is signed, but the fund is too low. It waits for money.
unsigned-admin = { $reference } still waits to be signed.
unpriced-admin = { $reference } still has no price.
unpaid-admin = { $reference } was agreed { $days } working days ago and is not paid.
payment-failed-staff = { $reference }: the payment failed. { $reason }
on-hold-staff = { $reference }: the payment is on hold. { $reason }
problem-staff = { $reference }: there is a problem. { $words }
not-yet-payer = { $reference } has not come yet.
task-answer = { $reference }: { $name } has not answered a question. Please get in touch.
task-arrival = { $reference }: we do not know if it came. Please ask { $name }.
task-check-in = { $reference }: { $name } has not answered the check-in. Please ask how it went.
talk-wanted = { $name } would like to talk to someone. Please get in touch.
not-eligible-staff = { $name } tried to ask for something. { $reason }
parked-staff = Something went wrong with a message. Please tell the people who run the service.

invite-name = What do they like to be called?
invite-fact-in-treatment = Is { $name } in treatment with the local mental health provider?
invite-fact-cluster = Which cluster is { $name } in? Type the number.
invite-fact-ready-for-discharge = Is { $name } ready to move towards discharge?
invite-number = Please type a number.
invite-name-long = That is too long. Please type a name of up to { $most } letters.
invite-not-eligible = { $name } cannot use this scheme yet. { $reason }
invite-not-yours = Only a care co-ordinator can invite someone.
invite-made = Here is the invite for { $name }. It works once, for three days. Link: { $link } Code: { $code }
invite-used = { $name } has started.
invite-over = This invite is over.

todo-promise = { $reference }: tell { $name } how it stands.
task-promise = { $reference } is not decided, and { $name } was told twice that it is still being read. Please tell them how it stands.
decline-more-words = Please say a little more. It helps them to know why.

card-rather-talk = { $reference }: they would rather talk than type. The question: { $question } When you have talked with them, write down what they said.
card-answer-told = They said, and staff wrote it down: { $words }
look-asked-told = Asked: { $question } Answer, told to staff: { $answer }
sign-write-down = The question was: { $question } What did they say? Use their own words. They will read it too.
sign-written-down = { $reference } has its answer now. It is back with those who sign.
button-write-down = Write down what they said

distress-staff = { $name } may feel very low. Please get in touch today.
alert-words = They wrote: { $words }
alert-not-in-touch = Nobody has said that they have been in touch.
alert-over = { $name }: { $by } has been in touch.
alert-you = { $name }: you have been in touch.
alert-thanks = Thank you. It is noted, and nobody else is asked.
button-in-touch = I have been in touch
