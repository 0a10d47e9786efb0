# Tasks with an owner, and what a planner finds.

button-take-task = I will do this
button-take-this = I will do this: { $who }
button-hand-on = Hand on
button-option = Note an option
button-show-options = Show them to the person
button-choose-option = { $words }, { $pounds }
button-no-option = None of these

plan-wanted = { $name } would like to plan with someone. Please get in touch.
todo-plan = { $name } would like to plan with someone.
todo-source = { $reference }: look for other options.
todo-lost = { $name } began to ask and has not sent it.
todo-late = { $reference }: a task is late and nobody covers.
task-lost = { $name } began to ask for something and has not sent it. Please see if they want a hand.
task-yours = It is on your list now.
task-not-yours = That is not on your list.
task-has-owner = { $name } does this now.
task-to-whom = Who should do it?
task-nobody-else = Nobody else can do this one.
task-handed-on = It is with { $name } now.
task-went-on = { $what }: this was not done in time. Someone who covers has it now.
task-no-cover = { $what }: a task is late, and nobody covers. Please find someone.
tasks-left-to-you = { $name } has left. { $count ->
    [1] One task is
   *[other] { $count } tasks are
 } with you now. Type inbox to see.
card-task-taken = { $name } does this now: { $task ->
    [price] the price of { $who }
    [source] options for { $who }
    [plan] a plan with { $who }
    [lost] a hand for { $who }
   *[other] { $who }
 }.
card-other-options = { $reference }: none of the options was right. Please look for others.
option-what = What did you find, and where? A few words.
option-price = What does it cost? You found: { $words }
option-too-long = Please use fewer words.
option-noted = Noted for { $reference }.
option-one = { $words }: { $pounds }.
option-none-yet = There are no options yet. Note one first.
options-sent = They can choose now. You will hear which one, for { $reference }.
option-was-chosen = { $reference }: they chose ‘{ $words }’. It goes to be signed.

# What the person reads.

options-for-you = We found something for you ({ $reference }).
options-which = Which one would you like? It is not a yes yet.
options-none-told = That is fine. We will look again.
status-planner = A planner is helping you find the price.
look-option-chosen = They chose: { $words }, { $pounds }.
