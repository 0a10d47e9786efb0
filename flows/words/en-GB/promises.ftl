# What a person reads when a day we named has come, and what else keeps a promise made to them.

promise-being-read = It is still being read. Your number is { $reference }. This is not a yes yet.
promise-finding-price = We are still finding the price. Your number is { $reference }. This is not a yes yet.
promise-finding-someone = We still look for the right person to read it. Your number is { $reference }. This is not a yes yet.
promise-day = We will tell you more by { $day }.
promise-care-team = We are sorry it takes so long. We have asked your care team to tell you more.

agreed-not-paid = It is agreed. It is not paid yet. We are sorry you have to wait. We have asked again. Your number is { $reference }. You do not need to do a thing.

answer-written-down = Thank you for the talk. Staff wrote down what you said: ‘{ $words }’. If it is not right, tell us.

is-it-a-problem = You said: ‘{ $words }’. Did it come? Is there a problem with it?
button-no-it-came = No, it came
