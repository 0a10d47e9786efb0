# Asking for something (journeys A and B).

ask-goal = What would help you to get and stay well? Say it your own way. There is no wrong answer.
ask-goal-sure = Would you like that to be what you ask for help with?
ask-choice = You said: ‘{ $goal }’. We can do this one fast. What do you need?
ask-delivery = How shall we get it to you?
ask-item = What would you need for that?
ask-extras = Will you need anything else to use it? { $with-it } can go in too.
ask-price = Do you know what it all costs? A guess is fine. We pay the whole price, or help you find one that fits. You cannot add your own money.
ask-better = What would be better in your life if this works?
ask-payment = How would you like it paid? You can change your mind later.
ask-worry = Could anything make this hard or unsafe for you?
ask-worry-words = What could make it hard? Say it your own way.
ask-review = Please check.
ask-change = What would you like to change?

unsure-fine = That is fine. Many people do not know at first.
unsure-enjoy = What did you use to enjoy?
unsure-hard = What is hard right now?
unsure-good-day = What would a good day look like?
unsure-enough = You do not need to know yet. You can see some ideas, talk to someone first, or come back later.

thank-you = Thank you.
worry-noted = We will help you plan for that.
price-said = { $pounds }.
price-said-over = { $pounds }. It is over { $over },
price-unknown = That is fine. We will help you find the price.
agree-one-care_co_ordinator = It is your care co-ordinator who says yes or no.
agree-one-team_leader = It is the team leader who says yes or no.
agree-two = so two people must agree. They are { $first ->
    [care_co_ordinator] your care co-ordinator
   *[other] the first reader
 } and { $second ->
    [team_leader] the team leader
   *[other] a second reader
 }.
agree-three = so { $count ->
    [3] three
   *[other] { $count }
 } people must agree. One of them has been through it too.

plan-title = Your plan, { $reference }.
plan-want = You want: { $item }.
plan-want-words = You want: ‘{ $item }’.
plan-extras = And with it: ‘{ $words }’.
plan-words = In your words: ‘{ $goal }’.
plan-better = If it works: ‘{ $words }’.
plan-cost = It costs about { $pounds }.
plan-cost-unknown = We do not know the price yet. We will help you find it.
plan-payment-we_buy = We buy it, so you need no bank account.
plan-payment-bank = We send the money to your bank account.
plan-payment-cash_card = We put the money on a cash card.
plan-delivery-collect = You collect it from your team.
plan-delivery-bring = We bring it to you.
plan-delivery-post = We post it to you.
plan-worry = What could make it hard: ‘{ $words }’.
decides-one-care_co_ordinator = Your care co-ordinator will read this and decide.
decides-one-team_leader = The team leader will read this and decide.
decides-two = { $first ->
    [care_co_ordinator] Your care co-ordinator
   *[other] The first reader
 } and { $second ->
    [team_leader] the team leader
   *[other] a second reader
 } will read this. Both must agree.
decides-three = { $count ->
    [3] Three
   *[other] { $count }
 } people will read this. They must all agree. They will not see your name. If there are names in your words, tap Change to leave them out.
decides-price-first = Your care co-ordinator will help find the price. Then it can be read.
flag-warning = Good to know: { $reason } You can still send it, and someone will look. Another place to try: { $elsewhere }.

sent = Sent. Your number is { $reference }. This is not a yes yet. We will tell you more by { $day }.
sent-enquiry = Sent. Your number is { $reference }. This is not a yes yet. First we help you find the price. We will tell you more by { $day }.
sent-stopped = Sent. Your number is { $reference }. This is not a yes yet. We must find the right person to read it. The people who run the scheme know. We will tell you more by { $day }.

review-tap = Tap Send if it is right. Tap Change to change it.
come-back-later = That is fine. Come back any day. We keep what you said.
file-kept = Thank you. We have kept your file.
file-kept-say-more = Thank you. We have kept your file. Now say it in words too, if you can.
file-not-here = We could not use a file here. Please say it in words.
file-enough = That is as many files as we can keep with one request.
file-too-big = That file is too big. Files can be up to 20 MB.
file-unknown-kind = We cannot open that kind of file. A photo, a PDF or a voice note is fine.
file-not-what-it-says = That file is not what it says it is. Please send a photo, a PDF or a voice note.
file-broken = That file is broken. Please send it again.
file-too-many-pixels = That photo is too big. Please send a smaller one.

not-eligible = { $reason } We have told your care team. They will talk to you about other ways.
not-eligible-ring = { $reason } Please ring your care team. They can talk to you about other ways.
not-eligible-kept = We keep what you said.

amount-unclear-nothing = I could not find a sum in that. Please type a sum, like £80 or £135.50.
amount-unclear-two-amounts = I see more than one sum. Please type one sum for it all, like £80.
amount-unclear-zero = It must cost more than £0. Please type a sum, like £80.
amount-unclear-negative = It must cost more than £0. Please type a sum, like £80.
amount-unclear-too-long = That is too long to read as a sum. Please type just the sum, like £80.
amount-unclear-too-big = That is more than we can take here. Please type a sum up to £1,000,000.
amount-unclear-not-plain = I can only read plain numbers. Please type the sum like this: £80 or £135.50.
amount-unclear-pennies = I am not sure of the pennies. Please type the sum like this: £135.50.
amount-unclear-grouping = I am not sure of that sum. Please type it like this: £1,200.50.
amount-unclear-shorthand = Please type the whole sum in numbers, like £5,000.
amount-unclear-other-currency = Please type the sum in pounds, like £80.
amount-unclear-open-ended = Please type one sum, like £80. A guess is fine.
amount-unclear-each-time = Please type what it all comes to, like £80. A guess is fine.
amount-unclear-amount-first = Please start with the sum, like this: £135.00 INV-7.
amount-unclear-date = I am not sure of the date. Please type it like this: £135.00 INV-7 26/11/2026.
