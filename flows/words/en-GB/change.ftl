# Lives change: what a person reads when something has changed (CARE 15), and when they stop.

button-changed = Something has changed
button-change-swap = I want something else instead
button-change-dearer = The price has changed
button-change-wait = Wait for me
button-change-lost = It is lost
button-change-broken = It is broken
button-change-no-use = I cannot use it
button-change-else = Something else
button-nothing-changed = Leave it as it is
button-same-price = The same, { $pounds }
button-yes-change = Yes, change it
button-remedy-mend = Mend it
button-remedy-new = A new one
button-remedy-back = Give it back
button-not-sure = I am not sure
button-yes-ask-again = Yes, ask for it
button-go-on = Go on with it
button-keep-old = Leave it as it was
button-fine = Yes, that is fine
button-look-closer = Look closer

change-what = ‘{ $item }’. What has changed?
change-item = What would you like now? Say it your own way.
change-goal = You said: ‘{ $goal }’. Is it still for that?
change-goal-words = What will it help with? Say it your own way.
change-price = What does it cost now? Before, it was { $pounds }.
change-check = Please check.
change-before = Before: ‘{ $item }’, { $pounds }.
change-now = Now: ‘{ $item }’, { $pounds }.
change-then-price = Next, we help you find the price.
change-then-read = They will read it as it is now. This is not a yes yet.
change-then-tap = One of the people who said yes will look. What was agreed stays safe until then.
change-then-anew = It must be agreed again. What was agreed stays safe until then.
change-else = What has changed? Say it your own way.
change-happened = What happened? Say it your own way, or skip it.
change-sorry = Thank you for telling us. These things happen. It is not your fault.
change-remedy = What would help most?
change-remedy-mend = We have asked if it can be mended. They will get in touch.
change-remedy-back = That is fine. They will get in touch and tell you how to give it back.
change-remedy-unsure = That is fine. Your care team will talk it over with you.
change-again = We can ask for a new one: ‘{ $item }’, { $pounds }. Someone must say yes to it first. Shall we ask?
change-left = All right. It stays as it is.
change-told = Thank you. We have told your care team. They will get in touch, in working hours.
change-waits = That is fine. We wait until you say go on. What was agreed stays agreed.
change-goes-on = That is good. It goes on from here.
change-kept = { $reference } is as it was: { $pounds }. You can change it again.
changed = Thank you. We have changed { $reference }. This is not a yes yet.
changed-price = Thank you. We have changed { $reference }. Next, we help you find the price.
changed-stopped = Thank you. We have changed { $reference }. We must find the right person to read it. The people who run the scheme know.
changed-agreed = Thank you. We have asked for the change to { $reference }. What was agreed stays safe until they answer.
change-agreed = Good news. The change to { $reference } is agreed: { $pounds }.
no-to-change = We are sorry. The change is a no for now. What was agreed before still stands. It is not about you. The reason: { $reason }
status-waits = You asked us to wait. Tap Go on with it when you like.
status-change-asked = You asked for a change. What was agreed before stays safe until they answer.
waits-still = You asked us to wait with { $reference }. There is no rush. Shall we go on?
button-change-met = I got it another way
change-met = That is good. How did you get it? Say it your own way, or skip it.
met-thanks = Thank you. We will not buy { $reference }. We will still ask how it is going, in { $months ->
    [1] one month
    [2] two months
    [3] three months
    [6] six months
   *[other] { $months } months
 }. You can ask for more at any time.
met-by-staff = Your care team told us you got { $reference } another way: ‘{ $words }’. That is good. We will still ask how it is going, in { $months ->
    [1] one month
    [2] two months
    [3] three months
    [6] six months
   *[other] { $months } months
 }. If that is not right, tell us.
plan-cost-nothing = It costs nothing.
next-free = { $number ->
    [many] Next, your care team sets them up.
   *[one] Next, your care team sets it up.
 }
did-it-come-free = It is set up. Has it started? ({ $reference })
status-approved-free = It is agreed. Next, your care team sets it up.
status-paid-free = It is set up. Has it started?
button-start-check-ins = Start check-ins again
stop-nothing = Nothing you sent is on its way just now.
stop-named = { $reference } is ‘{ $item }’.
discharged-person = You have moved on from your care team. What was agreed for you still stands. { $name } looks after your requests here now. We will still ask how it goes. You can ask and talk here as before.
carer-left = The one who looked after your requests works here no more. { $name } looks after them now. What was agreed stays agreed. There is nothing you need to do.
