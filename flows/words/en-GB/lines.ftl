# Why these people must agree, and plans with more than one line.

rule-payment-over = Why? One payment is over { $pounds }.
rule-payment-up-to = Why? No payment is over { $pounds }.
rule-plan-over = Why? The whole plan is over { $pounds }.
rule-plan-up-to = Why? The whole plan is not over { $pounds }.
rule-any-sum = Why? That is so for any sum.
