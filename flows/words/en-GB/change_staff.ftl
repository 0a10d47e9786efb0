# Lives change: what signers, payers and admins read.

card-changed = { $reference }: they ask for a change. Before: ‘{ $before }’, { $old }. Now: ‘{ $now }’, { $new }. What was agreed stands until you decide.
card-changed-early = { $reference }: they changed what they ask for. Before: ‘{ $before }’, { $old }. Now: ‘{ $now }’, { $new }.
card-changed-gone = { $reference } has changed. There is nothing for you to do just now.
card-change-payer = { $reference }: they asked for a change. Please do not pay it yet.
card-kept = { $reference }: it stays as it was agreed. There is nothing for you to do.
card-waits = { $reference }: they asked us to wait. It comes back to you when they are ready.
card-waits-payer = { $reference } is on hold: they asked us to wait. { $pounds }, ‘{ $item }’. Please do not pay it yet.
you-agreed-change = Thank you. You agreed the change to { $reference }, { $pounds }.
look-before = Before the change: { $item }, { $pounds }.
look-before-stands = What was agreed before stands until you decide, and after a no.
look-replaces = In the place of { $reference }, which is lost, broken or of no use to them.
trouble-lost = { $reference }: it is lost. They say: { $words } Please see what can be done.
trouble-broken = { $reference }: it is broken. They say: { $words } Please see what can be done.
trouble-no-use = { $reference }: they cannot use it. They say: { $words } Please see what can be done.
remedy-mend = { $reference }: they would like it mended.
remedy-back = { $reference }: they would like to give it back. Money that comes back goes to the fund.
remedy-unsure = { $reference }: please talk with them about what would help.
changed-staff = { $reference }: something has changed for { $name }. They say: { $words }
todo-changed = { $name }: something has changed for them.
button-met = Met another way
button-set-up = It is set up
card-free = { $reference } is agreed and costs nothing: ‘{ $item }’. Please set it up.
card-free-waits = { $reference } is agreed: ‘{ $item }’. They asked us to wait. Please do not set it up yet.
card-set-up = { $reference } is set up.
card-met = { $reference } was met another way. There is nothing for you to do.
look-cost-nothing = It costs nothing.
met-staff = { $reference } was met another way. They say: { $words }
met-noted = { $reference } was met another way. Any money goes back to the fund. The check-ins go on.
set-up-noted = { $reference } is set up. They are asked if it came.
sign-met = How was it met? Use their own words, if you can. They will read it.
button-discharge = Someone is discharged
button-yes-discharged = Yes, record it
discharge-who = Who is discharged?
discharge-nobody = There is nobody on your list.
discharge-owner = Who asks { $name } how it goes from now on?
discharge-sure = { $name } is discharged, and { $owner } looks after them here. What was agreed stands. They will read exactly this.
discharge-noted = It is recorded. { $owner } looks after { $name } here now. Their tasks went along.
discharge-not-yours = Only a care co-ordinator can record that.
discharged-owner = { $name } is discharged. You look after them here now. Their check-ins and tasks come to you.
people-left = Someone who worked here has left. You look after { $count ->
    [1] one person
   *[other] { $count } people
 } of theirs now. Type inbox to see what waits.
