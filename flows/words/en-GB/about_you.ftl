# Equality questions and stories: what a person may tell about themself, if they like.

button-equality = Equality questions
button-more-equality = Questions on equality
button-equality-start = Answer
button-equality-remove = Remove my answers
button-not-said = Prefer not to say
button-stop-here = Stop here
equality-why = You can tell us a few facts about you. You do not have to. It changes nothing about what you ask for. We ask so that we can see if all kinds of people get help. In the past they did not.
equality-kept = We lock your answers away. No one who decides can see them. No one can look up your answers. We only count them in big groups. You can change or remove them at any time.
equality-not-yet = We ask this only once you have sent something. There is nothing to do now.
equality-no = That is fine. It changes nothing.
equality-own-words = Tap one, or say it your own way.
equality-too-long = That is a bit long. Please use fewer words.
equality-done = Thank you. We do not show your answers here, so no one can see them on your phone. You can change or remove them under More.
equality-removed = All your answers are gone.
answered-unseen = (You answered. We do not show it here.)

equality-age = How old are you?
button-equality-age-under-25 = Under 25
button-equality-age-25-34 = 25 to 34
button-equality-age-35-44 = 35 to 44
button-equality-age-45-64 = 45 to 64
button-equality-age-65-up = 65 or over
equality-gender = What is your gender?
button-equality-gender-woman = Woman
button-equality-gender-man = Man
button-equality-gender-non-binary = Non-binary
equality-ethnicity = What is your ethnic group?
button-equality-ethnicity-asian = Asian
button-equality-ethnicity-black = Black, African or Caribbean
button-equality-ethnicity-mixed = Mixed or multiple
button-equality-ethnicity-white = White
button-equality-ethnicity-other = Another group
