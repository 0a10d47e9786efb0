# What a person reads besides asking: welcome, home, where it is, answers, money, endings.

welcome-hello = Hello { $name }. This is Foothold. It helps you ask for money for things that help you get well and stay well. It takes a few minutes.
welcome-what-we-keep = We keep what you type here. You can stop at any time.
welcome-start = Would you like to start?
welcome-no = That is fine. We keep only the invite that your care team made. If you change your mind, open your link again while it lasts.
invite-unknown = That code does not work. It may be old, or a letter may be wrong. Please check it, or ask your care team for a new one.
invite-already-here = You are here already. There is no need for a code.
stranger = Hello. This is Foothold. To start, you need a code from your care team. Type your code here. No code? Ask your care team for one.
crisis-lines =
    If your life is at risk, ring 999 or go to A&E.
    For help now, ring 111 and choose mental health.
    Samaritans: ring 116 123, day or night.
    Text SHOUT to 85258, day or night.

distress-full = That sounds very hard. You do not have to face it alone. No one reads this live. Please ring one of these now if you need to.
distress-short = I am sorry it is so hard. The numbers are above: 999, or 111 and choose mental health.

menu = What would you like to do?
menu-not-understood = Thank you. What would you like to do?
help-person = You can type these at any time. Help: this page. Back: the question before. Cancel: leave it for now. Status: where is my request? Stop: stop messages, or take it back. Rights: your rights.
nothing-there = I could not see any words. Please try again.
text-was-cut = That was very long. We kept the first { $most } letters. You can send the rest in the next message.
tap-a-button = Please tap one of these.
tap-or-type = Please type it, or tap one of these.
tap-old = That button is old. Here is where we are now.
tap-unknown = That button does not work here.
moved-on = That has changed since. Type status to see where it is now.
back-to-it = Now, back to where we were.
finish-first = Let us finish this one first.
nothing-before = This is the first question.
cancelled = All right. We have left that.
cancelled-kept = All right. We keep what you said. You can go on when you like.
a-question-waits = There is a question waiting for you.
parked = Sorry, something went wrong with that. A person will look at it. You do not need to send it again.

talk-told = We have told your care team that you would like to talk. They will get in touch, in working hours.
talk-nobody = We could not find who to tell. Please ring your care team. If you need help now, type help.
places = Here are some other places to try.
stop-which = What would you like to stop? One does not stop the others.
messages-paused = We have paused our messages. We will still tell you about a decision. Your requests go on.
check-ins-stopped = We will not ask you how it went. Your requests go on.
messages-started = Welcome back. You will hear from us again.
check-ins-started = Thank you. We will ask you how it goes again.

status-none = You have not asked for anything yet.
status-title = { $reference }.
status-draft = Not sent yet.
status-enquiry = We are finding the price.
status-waiting-signature = It is being read. This is not a yes yet.
status-waiting-answer = We asked you a question. We wait for your answer.
status-waiting-money = They all said yes, but the fund is too low just now. It is not a final yes yet.
status-approved = It is agreed. Next, it is paid.
status-released = It is agreed, and the money is ready.
status-on-hold = It is agreed. The payment is on hold, and staff are on it.
status-payment-failed = It is agreed. The payment did not work, and staff are on it.
status-paid = It is paid. Has it come?
status-problem = You told us there is a problem. Staff are on it.
status-arrived = It came.
status-closed = It is done.
status-declined = It was a no for now. You can ask us to look again.
status-withdrawn = You took it back.
status-expired = It is closed, as a lot of time went by. It was not a no, and it is not about you. You can ask again.
status-stopped = We must find the right person to read it. The people who run the scheme know.
status-with = Who has it now? { $role ->
    [care_co_ordinator] It is with your care co-ordinator.
    [team_leader] It is with the team leader.
    [lived_experience_reviewer] It is with the three people who read it.
   *[other] It is with the people who read it.
 } They got it on { $day }.
status-since = It has been so since { $day }.
usual-days = That takes about { $days ->
    [1] one working day
   *[other] { $days } working days
 } as a rule.
status-asked-money = You asked for { $pounds }.
status-reserved = { $pounds } is set aside for you.
status-paid-money = { $pounds } was paid.

withdraw-sure = Do you want to take back { $reference }? You can ask again later.
withdraw-kept = All right. It stays as it is.
withdrawn = You have taken back { $reference }. You can ask again at any time.

one-more = { $role ->
    [care_co_ordinator] Your care co-ordinator
    [team_leader] The team leader
   *[other] One person
 } has said yes. { $left ->
    [1] One more person
    [2] Two more people
   *[other] More people
 } must agree. It is not a final yes yet.
agreed-offer = Good news. Your { $item } { $number ->
    [many] are
   *[one] is
 } agreed.
agreed = Good news. { $reference } is agreed: { $pounds }.
agreed-second-look = We looked again, and it is a yes. Thank you for telling us more.
next-we_buy = { $number ->
    [many] Next, we buy them.
   *[one] Next, we buy it.
 }
next-bank = Next, we send the money to your bank. Your care team will ask you for the details. Do not type them here.
next-cash_card = Next, we get your cash card ready.
no-money-person = They have all said yes. But the fund is too low just now. It is not a final yes yet. We will tell you when there is money.
price-went-up = The price has gone up to { $pounds }. We must ask again if that is all right. We will tell you.
price-found = We found the price: { $pounds }. Now it goes to be read. This is not a yes yet.
price-found-stopped = We found the price: { $pounds }. We must find the right person to read it. The people who run the scheme know. This is not a yes yet.
stopped-person = We must find the right person to read { $reference }. The people who run the scheme know. This is not a yes yet. We will tell you more.
restarted-person = Good to know: we have found someone to read { $reference }. This is not a yes yet.
payment-late-person = Paying for it takes a bit longer. Staff are on it. It is still agreed.

no-for-now =
    We are sorry. This is a no for now. It is not about you, and it does not change your other care. The reason: { $reason }

    If you think this is wrong, you can also complain. Your care team will show you how.
no-after-second-look =
    We are sorry. We looked again, and it is still a no. It is not about you, and it does not change your other care. The reason: { $reason }

    If you think this is wrong, you can complain. Your care team will show you how.
look-again = Someone new will read it. What would you like them to know?
look-again-help-1 = What happens on a bad day? What would this change?
look-again-help-2 = What have you tried so far? Why was it not enough?
look-again-help-3 = What is the one thing they should know?
look-again-sent = Thank you. Someone who has not seen it will look. You will hear by { $day }.

question-asked =
    { $role ->
        [care_co_ordinator] Your care co-ordinator asks:
        [team_leader] The team leader asks:
       *[other] One of the people who read it asks:
    }
    { $words }

    Answer in your own words.
question-gone = That question is closed now. There is nothing more to do.
answer-sent = Thank you. We have passed it on.

did-it-come-offer = Did your { $item } come?
did-it-come = It is paid. Did it come? ({ $reference })
it-came = That is good. We will ask how it is going in { $months ->
    [1] one month
    [2] two months
    [3] three months
    [6] six months
   *[other] { $months } months
 }. Tell us if there is a problem before then.
not-yet-told = All right. We have told the people who buy it. We will ask again.
ask-problem = What is the problem? Say it your own way.
problem-told = We have told your care co-ordinator and the people who buy it. They will put it right.
all-right-again = That is good. Thank you for telling us.
