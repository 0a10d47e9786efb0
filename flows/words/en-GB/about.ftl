# About me: access, quiet times, faith and culture, the phone; and what staff read of it.

button-about-me = About me
about-start = First, a few short questions, so that this suits you. Skip any you like. You can change it later under “More”.
about-thanks = Thank you. You can change this at any time under “More”.
about-me = This is what you told us. Tap what you want to change.
about-me-nothing = Tap what you want to tell us. You need not tell us any of it.

about-ask-phone = Does anyone else see this phone?
about-ask-time = When is a good time to write to you? You can also type times, like 2pm to 6pm.
about-time-unclear = Sorry, that was not clear to us. Please type two times, like 2pm to 6pm.
about-ask-needs = What would make this easy to use? Tap all that help.
about-ask-language = Which language is best for you? Say it your own way.
about-ask-quiet = Are there days or times to leave you in peace? They may be for prayer, a fast or rest. You can also type times, like 1pm to 2pm.
about-quiet-always = That would be all days. To stop for a while, type stop. Which days should we leave out?
about-ask-culture = Is there more we should know, so that we treat you well? It may be your faith, your culture or who you are. Say it your own way.
about-ask-ease = Who would you feel at ease with? It may be a man or a woman, or someone with your faith or your language.
about-ask-discreet = Should we hide our words on your phone? Then it only says: “You have a message.” You read it here.

about-need = { $need ->
    [easy_read] You asked for easy words.
    [big_print] You asked for big print.
    [voice] You would rather speak than type.
    [interpreter] You asked for help in your language.
   *[read_with_me] You asked that someone reads it with you.
 }
about-language = Your language: { $words }
about-culture = What we should know: { $words }
about-ease = At ease with: { $words }
about-good-time = A good time to write to you: { $start } to { $end }.
about-phone = { $seen ->
    [no] No one else sees your phone.
    [sometimes] At times, others see your phone.
   *[yes] Others see your phone.
 }
about-discreet = On your phone we only say: “You have a message.”
about-quiet-day = We leave you in peace on { $day ->
    [0] Mondays
    [1] Tuesdays
    [2] Wednesdays
    [3] Thursdays
    [4] Fridays
    [5] Saturdays
   *[6] Sundays
 }.
about-quiet-time = We leave you in peace from { $start } to { $end }.
about-quiet-words = We keep your words for your team: { $words }. If we should send no messages then, give days or times, like Fridays, or 1pm to 2pm.

button-seen-no = No
button-seen-yes = Yes
button-seen-sometimes = At times
button-time-any = Any time
button-time-morning = Mornings
button-time-afternoon = Afternoons
button-time-evening = Evenings
button-need = { $on ->
    [yes] ✓ { $need ->
        [easy_read] Easy words
        [big_print] Big print
        [voice] I'd rather speak
        [interpreter] An interpreter
       *[read_with_me] Read it with me
    }
   *[no] { $need ->
        [easy_read] Easy words
        [big_print] Big print
        [voice] I'd rather speak
        [interpreter] An interpreter
       *[read_with_me] Read it with me
    }
 }
button-needs-none = None of these
button-needs-done = That is all
button-quiet-day = { $day ->
    [4] Fridays
    [5] Saturdays
   *[6] Sundays
 }
button-quiet-none = No, any day
button-language-english = English
button-culture-none = No, nothing
button-ease-anyone = Anyone
button-discreet-yes = Yes, hide them
button-discreet-no = No, show them
button-skip-all = Skip all
button-about-needs = What helps me
button-about-language = Language
button-about-quiet = Quiet times
button-about-time = Good times
button-about-culture = Faith and culture
button-about-ease = At ease with
button-about-phone = Who sees my phone
button-about-discreet = Hide words on my phone

wish-need = { $need ->
    [easy_read] They asked for easy words.
    [big_print] They asked for big print.
    [voice] They would rather speak than type.
    [interpreter] They asked for an interpreter.
   *[read_with_me] They asked that someone reads it with them.
 }
wish-language = Language: { $words }
wish-culture = Their faith and who they are: { $words }
wish-at-ease = At ease with: { $words }
wish-quiet = Quiet times: { $words }
wish-good-time = A good time to write: { $start } to { $end }.
wish-phone-seen = Others may see their phone. Take care what you write or say.
access-wanted = { $name } told us what they need to take part. Please see to it.
todo-access = See to what { $name } needs to take part.
