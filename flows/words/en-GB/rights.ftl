# My rights (report 002 section 6) and what people are promised before they start (CARE 7).

rights-head = These are your rights.
rights-choose = You choose what you want to get better at, or feel better about.
rights-know = You are told how much money there is.
rights-plan = You make your own plan. You can have help with it.
rights-held = You have a say in how the money is held and who looks after it.
rights-spend = You spend it when and how it makes sense to you, as your plan says.
assurance-dated = These words are from { $day }.
assurance-sample = They are sample words, for a trial. Your own team will write theirs.
assurance-none = Your team has not written this yet. Please ask them.
button-my-rights = My rights
button-promises = What you can count on
