# Why these people must agree, and plans with more than one line.

rule-payment-over = Why? One payment is over { $pounds }.
rule-payment-up-to = Why? No payment is over { $pounds }.
rule-plan-over = Why? The whole plan is over { $pounds }.
rule-plan-up-to = Why? The whole plan is not over { $pounds }.
rule-any-sum = Why? That is so for any sum.

line-once = { $no }. ‘{ $words }’: { $pounds }.
line-each-week = { $no }. ‘{ $words }’: { $pounds } a week. It starts on { $first }. It goes on until { $last }. That is { $total } in all, paid { $count } times.
line-each-month = { $no }. ‘{ $words }’: { $pounds } a month. It starts on { $first }. It goes on until { $last }. That is { $total } in all, paid { $count } times.
line-ends = It ends on { $day }.
line-payee = It is paid to: { $payee }
line-pot = From the pot: { $pot }.
line-paid = We paid { $pounds } for this: ‘{ $words }’.
plan-cost-all = It costs { $pounds } in all.
plan-payment-notional = It is a place that we pay for. No money comes to you.
look-payment-notional = A place that is paid for (notional).
button-payment-notional = A place we pay for
next-notional = Next, we book your place.
next-lines = Next, each part is paid when its day comes.

support-will-end = This help has an end now: ‘{ $words }’. The last day is { $day }. Until then it goes on as before.
support-end-why = This is why: { $reason }
support-end-after = It is not about you. You can talk to us about it. You can ask for something else at any time.
support-over = This help has come to its end now, as we said: ‘{ $words }’. You can ask for something else at any time.

own-plan = { $name } wrote this plan with you. Its number is { $reference }. Please check it.
own-plan-sure = Is this your plan? It is sent only when you say yes.
own-plan-what = What should be different? Say it your own way.
own-plan-told = Thank you. We have passed it on. You will see the new plan here.
own-plan-kept = All right. You can say yes to it at any time.
button-my-plan-yes = Yes, this is my plan
