# Every button, for people and for staff.

button-see-ideas = See ideas
button-talk-first = Talk to someone first
button-talk = Talk to someone
button-rather-talk = I'd rather talk
button-use-my-words = Yes, use my words
button-later = Come back later
button-something-else = Something else
button-delivery-collect = I'll collect it
button-delivery-bring = Bring it
button-delivery-post = Post it
button-yes = Yes
button-no = No
button-skip = Skip
button-dont-know = I don't know
button-payment-we_buy = You buy it for me
button-payment-bank = Bank
button-payment-cash_card = Cash card
button-send = Send
button-change = Change
button-change-goal = My words
button-change-item = What I need
button-change-choice = What I need
button-change-extras = What goes with it
button-change-price = The price
button-change-better = What would be better
button-change-payment = How it is paid
button-change-delivery = How I get it
button-change-worry = What could be hard
button-change-nothing = Nothing, it is right
button-my-plan = My plan
button-one-question = One quick question
button-ask-for-something = Ask for something
button-where-is-it = Where is my request?
button-carry-on = Carry on
button-carry-on-draft = Go on with my request
button-answer-now = Answer now
button-pause = Pause messages
button-stop-check-ins = Stop check-ins
button-start-messages = Start messages again
button-withdraw = Withdraw
button-withdraw-this = Withdraw { $reference }
button-yes-withdraw = Yes, withdraw it
button-no-keep = No, keep it
button-look-again = Ask us to look again
button-places = Other places to try
button-help-me-say-it = Help me say it
button-not-yet = Not yet
button-it-came = It came
button-all-right = It is all right now
button-problem = There's a problem
button-helped-lot = A lot
button-helped-bit = A bit
button-helped-no = No
button-helped-unused = Not used it
button-not-now = Not now
button-ask-me = Ask me
button-no-thanks = No, thanks
button-yes-start = Yes, let us start

button-look = Look
button-approve = Approve
button-ask = Ask a question
button-decline = Decline
button-pass-on = Pass on
button-yes-approve = Yes, approve { $pounds }
button-clear-flag = It is allowed here
button-uphold-flag = It is not allowed
button-set-price = Set the price
button-never-mind = Never mind
button-send-now = Send now
button-tell-first = I will tell them first
button-inbox = What waits for me
button-payable = Waiting to be paid
button-invite = Invite someone
button-done = Done
button-look-at = See { $reference }
button-done-with = Done: { $task ->
    [talk] talk with { $who }
    [distress] call { $who }
    [eligible] talk with { $who }
    [answer] { $who } answer
    [arrival] { $who } arrival
    [check-in] { $who } check-in
    [problem] { $who } problem
   *[other] { $who }
 }
button-mark-paid = Mark paid
button-payment-failed = Payment failed
button-hold = Put on hold
button-resume = Ready to pay
button-send-back = Send it back to be signed
button-hold-payee-not-set-up = Payee is not set up
button-hold-wrong-commissioner = Wrong commissioner
button-hold-papers-missing = Papers are missing
