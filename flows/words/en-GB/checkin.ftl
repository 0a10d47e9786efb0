# Check-ins. The four ONS questions are worded as the Office for National Statistics words them.

no-change = This will not change the decision.
rate-goal = You said: ‘{ $goal }’. How close do you feel now?
rate-scale = 0 is not at all. 10 is all the way.
nought-to-ten = Please tap a number from 0 to 10, or skip it.
then-and-now = Thank you. At the start you said { $then }. Now you say { $now }.
ons-offer = Would you like four short questions on how you feel? They will not change the decision.
ons-satisfied = Overall, how satisfied are you with your life nowadays?
ons-worthwhile = Overall, to what extent do you feel that the things you do in your life are worthwhile?
ons-happy = Overall, how happy did you feel yesterday?
ons-anxious = Overall, how anxious did you feel yesterday?
ons-scale = 0 is not at all. 10 is all the way. You can skip it. (ONS)
ask-story = Is there a thing you would like to tell us? Say it your own way, or skip it.
round-done = Thank you. That is all for now. (The four questions are from the ONS, the Office for National Statistics.)
check-in-offer = Hello. You got your { $item } { $count ->
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
   *[other] { $count }
 } { $unit ->
    [day] { $count ->
        [1] day
       *[other] days
     }
    [week] { $count ->
        [1] week
       *[other] weeks
     }
   *[month] { $count ->
        [1] month
       *[other] months
     }
 } ago. Has it helped?
check-in = Hello. You got this { $count ->
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
   *[other] { $count }
 } { $unit ->
    [day] { $count ->
        [1] day
       *[other] days
     }
    [week] { $count ->
        [1] week
       *[other] weeks
     }
   *[month] { $count ->
        [1] month
       *[other] months
     }
 } ago: ‘{ $item }’. Has it helped?
check-in-again = Just asking again. There is no rush.
check-in-later = That is fine. We will ask again another day.
check-in-told = Thank you. You have told us this time. There is nothing more to do.
helped-kept = Thank you. You said: ‘{ $words }’. We keep your words.
helped-which = Which of these comes close?
